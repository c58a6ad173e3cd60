/** Losses and objectives, as plain descriptions; the engine computes them. */
@NullMarked
package org.espalier.loss;

import org.jspecify.annotations.NullMarked;
