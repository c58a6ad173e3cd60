/** The values that a graph does not compute: what is fed, noise, constants. */
@NullMarked
package org.espalier.engine.input;

import org.jspecify.annotations.NullMarked;
