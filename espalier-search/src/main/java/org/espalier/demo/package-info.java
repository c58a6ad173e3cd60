/**
 * The whole pipeline on a small scale: search, train three networks for the same number of steps, evaluate, export,
 * time.
 */
@NullMarked
package org.espalier.demo;

import org.jspecify.annotations.NullMarked;
