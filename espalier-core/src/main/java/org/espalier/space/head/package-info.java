/** Heads of segmentation networks, as functions over primitives: from features to context at one stride. */
@NullMarked
package org.espalier.space.head;

import org.jspecify.annotations.NullMarked;
