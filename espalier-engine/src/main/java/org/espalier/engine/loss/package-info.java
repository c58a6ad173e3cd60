/** Losses and objectives, computed on tensors. */
@NullMarked
package org.espalier.engine.loss;

import org.jspecify.annotations.NullMarked;
