/** Optimiser rules and their momenta, on flat buffers. */
@NullMarked
package org.espalier.engine.optimizer;

import org.jspecify.annotations.NullMarked;
