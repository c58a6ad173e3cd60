/** Weights and running statistics in memory: one buffer for each role; named weights are views of it. */
@NullMarked
package org.espalier.engine.weight;

import org.jspecify.annotations.NullMarked;
