/** Segmentation metrics: the confusion matrix over all pixels of a set, IoU of boundaries and of instances. */
@NullMarked
package org.espalier.metric;

import org.jspecify.annotations.NullMarked;
