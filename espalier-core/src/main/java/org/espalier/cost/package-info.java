/** The cost of a network, computed from its graph: parameters, multiply-adds, activation memory. */
@NullMarked
package org.espalier.cost;

import org.jspecify.annotations.NullMarked;
