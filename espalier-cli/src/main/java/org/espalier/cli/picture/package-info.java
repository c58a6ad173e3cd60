/** PNG files that commands write for people to look at. */
@NullMarked
package org.espalier.cli.picture;

import org.jspecify.annotations.NullMarked;
