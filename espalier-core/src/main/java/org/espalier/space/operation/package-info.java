/** Candidate operations of search spaces, as functions over primitives. */
@NullMarked
package org.espalier.space.operation;

import org.jspecify.annotations.NullMarked;
