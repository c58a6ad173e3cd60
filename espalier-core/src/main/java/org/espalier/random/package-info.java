/**
 * Seeds: every random number is a function of a root seed, a purpose and a position, never of what was drawn before.
 */
@NullMarked
package org.espalier.random;

import org.jspecify.annotations.NullMarked;
