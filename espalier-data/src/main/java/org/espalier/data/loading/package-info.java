/** Batches for training, made in the background in an order that only the seed decides, and whole images for evaluation. */
@NullMarked
package org.espalier.data.loading;

import org.jspecify.annotations.NullMarked;
