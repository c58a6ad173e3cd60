/** Segmentation metrics: the confusion matrix over all pixels of a set, and the scores computed from it. */
@NullMarked
package org.espalier.metric;

import org.jspecify.annotations.NullMarked;
