/**
 * Tables of truth: many networks of a small space at one price, each trained several times, on which searchers are
 * judged in seconds.
 */
@NullMarked
package org.espalier.table;

import org.jspecify.annotations.NullMarked;
