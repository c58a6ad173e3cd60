/** One search and one training for each of several latency budgets: a front of accuracy against latency. */
@NullMarked
package org.espalier.sweep;

import org.jspecify.annotations.NullMarked;
