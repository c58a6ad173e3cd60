/** Evaluation of networks: IoU and accuracy on a split. */
@NullMarked
package org.espalier.evaluation;

import org.jspecify.annotations.NullMarked;
