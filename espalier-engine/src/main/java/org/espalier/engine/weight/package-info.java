/** Weights in memory: all of a role in one buffer, each one a view of it; running statistics among them. */
@NullMarked
package org.espalier.engine.weight;

import org.jspecify.annotations.NullMarked;
