/** Weights from files of either format, matched to networks. */
@NullMarked
package org.espalier.weights;

import org.jspecify.annotations.NullMarked;
