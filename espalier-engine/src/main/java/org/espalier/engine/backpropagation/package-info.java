/** Gradients of an objective: segment by segment in parallel, or over the whole graph. */
@NullMarked
package org.espalier.engine.backpropagation;

import org.jspecify.annotations.NullMarked;
