/** Passes: each rewrites a graph into an equal one (or, where it says so, into its inference form). */
@NullMarked
package org.espalier.pass;

import org.jspecify.annotations.NullMarked;
