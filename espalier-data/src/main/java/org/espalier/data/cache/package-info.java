/** Decoded samples in one memory-mapped file per split, so that each picture is decoded once, not once per epoch. */
@NullMarked
package org.espalier.data.cache;

import org.jspecify.annotations.NullMarked;
