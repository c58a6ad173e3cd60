/** Decoded samples in one memory-mapped file a split, so that each picture is decoded once, not once an epoch. */
@NullMarked
package org.espalier.data.cache;

import org.jspecify.annotations.NullMarked;
