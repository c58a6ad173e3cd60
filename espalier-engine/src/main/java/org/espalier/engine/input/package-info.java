/** The values that a graph reads but does not compute: inputs, noise, constants. */
@NullMarked
package org.espalier.engine.input;

import org.jspecify.annotations.NullMarked;
