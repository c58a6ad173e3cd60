package org.espalier.train;

import org.espalier.data.Split;
import org.espalier.loss.Loss;

/**
 * What training minimises.
 *
 * @param loss on the class scores at full resolution
 * @param classBalance how the classes are weighted
 */
public record Criterion(Loss loss, ClassBalance classBalance) {

    /** The loss with class weights counted on a split. */
    public Loss on(Split train) {
        return classBalance.balanced(loss, train);
    }
}
