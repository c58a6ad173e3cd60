/** How a number, a learning rate above all, moves over a run: pure functions of the step. */
@NullMarked
package org.espalier.schedule;

import org.jspecify.annotations.NullMarked;
