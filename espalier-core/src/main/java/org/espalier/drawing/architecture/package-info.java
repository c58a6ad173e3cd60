/** Drawings of searched architectures as SVG: paths, cells, decoders; and the drawing that suits a blueprint. */
@NullMarked
package org.espalier.drawing.architecture;

import org.jspecify.annotations.NullMarked;
