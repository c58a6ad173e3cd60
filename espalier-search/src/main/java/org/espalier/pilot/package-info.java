/** Pilots: whether a search in a space can pay, measured on random networks of one price. */
@NullMarked
package org.espalier.pilot;

import org.jspecify.annotations.NullMarked;
