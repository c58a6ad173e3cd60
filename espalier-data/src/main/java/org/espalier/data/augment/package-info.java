/** Random views of a sample for training: scale, crop, flip and colour, a pure function of sample and seed. */
@NullMarked
package org.espalier.data.augment;

import org.jspecify.annotations.NullMarked;
