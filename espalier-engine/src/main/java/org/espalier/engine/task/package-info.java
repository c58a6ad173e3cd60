/** Numbered tasks with dependencies, and the worker threads that run them. */
@NullMarked
package org.espalier.engine.task;

import org.jspecify.annotations.NullMarked;
