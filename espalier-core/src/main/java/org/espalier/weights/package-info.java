/** Weights from files: whichever format, and whether they are a network's. */
@NullMarked
package org.espalier.weights;

import org.jspecify.annotations.NullMarked;
