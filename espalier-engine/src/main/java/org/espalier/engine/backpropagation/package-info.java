/** Gradients of an objective: of the whole graph, or segment by segment and side by side. */
@NullMarked
package org.espalier.engine.backpropagation;

import org.jspecify.annotations.NullMarked;
