/** Drawings of searched architectures (paths, cells, decoders) as SVG, and the drawing that suits a blueprint. */
@NullMarked
package org.espalier.drawing.architecture;

import org.jspecify.annotations.NullMarked;
