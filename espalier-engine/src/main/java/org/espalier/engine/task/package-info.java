/** Tasks that wait for each other, and the threads that run them. */
@NullMarked
package org.espalier.engine.task;

import org.jspecify.annotations.NullMarked;
