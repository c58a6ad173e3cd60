/** Drawings of architectures and networks as SVG text: the same input gives the same bytes. */
@NullMarked
package org.espalier.drawing;

import org.jspecify.annotations.NullMarked;
