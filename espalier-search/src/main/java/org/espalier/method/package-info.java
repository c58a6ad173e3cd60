/** The methods of searching that there are, by name. */
@NullMarked
package org.espalier.method;

import org.jspecify.annotations.NullMarked;
