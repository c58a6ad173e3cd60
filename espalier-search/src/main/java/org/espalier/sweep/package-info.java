/** Sweeps over latency budgets: one search and one training for each, for a front of accuracy against latency. */
@NullMarked
package org.espalier.sweep;

import org.jspecify.annotations.NullMarked;
