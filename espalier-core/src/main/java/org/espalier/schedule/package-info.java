/** Schedules of numbers over a run, such as learning rates: pure functions of the step. */
@NullMarked
package org.espalier.schedule;

import org.jspecify.annotations.NullMarked;
