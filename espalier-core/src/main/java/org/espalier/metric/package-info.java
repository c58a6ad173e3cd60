/** How good a segmentation is: the confusion matrix over all pixels of a set, and the scores read from it. */
@NullMarked
package org.espalier.metric;

import org.jspecify.annotations.NullMarked;
