/** Evaluation of networks: the scores of their predictions on a split, by the rules of its data set. */
@NullMarked
package org.espalier.evaluation;

import org.jspecify.annotations.NullMarked;
