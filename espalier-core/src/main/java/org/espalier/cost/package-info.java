/** What a network costs: parameters, multiply-adds and activation memory, read off its graph. */
@NullMarked
package org.espalier.cost;

import org.jspecify.annotations.NullMarked;
