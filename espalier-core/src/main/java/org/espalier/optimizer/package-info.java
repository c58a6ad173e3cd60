/** Optimizers, as plain descriptions; the engine applies them. */
@NullMarked
package org.espalier.optimizer;

import org.jspecify.annotations.NullMarked;
