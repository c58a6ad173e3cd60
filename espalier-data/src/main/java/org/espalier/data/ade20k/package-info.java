/** ADE20K in the form of its scene parsing benchmark. */
@NullMarked
package org.espalier.data.ade20k;

import org.jspecify.annotations.NullMarked;
