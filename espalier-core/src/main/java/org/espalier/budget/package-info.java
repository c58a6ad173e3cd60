/** Budgets: what a network may cost, and the widths with which it costs exactly that. */
@NullMarked
package org.espalier.budget;

import org.jspecify.annotations.NullMarked;
