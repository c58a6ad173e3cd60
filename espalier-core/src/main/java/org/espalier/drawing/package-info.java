/** SVG pages and shapes, as text: the same input gives the same bytes. */
@NullMarked
package org.espalier.drawing;

import org.jspecify.annotations.NullMarked;
