/**
 * Studies of search methods over blocks of seeds: what a search finds against random, halved and hand-designed networks.
 */
@NullMarked
package org.espalier.study;

import org.jspecify.annotations.NullMarked;
