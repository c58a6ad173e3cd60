/**
 * Batches for training, prepared in the background in an order that depends only on the seed, and whole images for
 * evaluation.
 */
@NullMarked
package org.espalier.data.loading;

import org.jspecify.annotations.NullMarked;
