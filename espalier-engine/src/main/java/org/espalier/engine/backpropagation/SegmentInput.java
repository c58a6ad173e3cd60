package org.espalier.engine.backpropagation;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.espalier.engine.tensor.Memory;

/**
 * One input of a segment, without autograd history. Its gradient stays here until the segment that computed the value
 * takes it.
 */
final class SegmentInput {

    private final Tensor value;
    private Optional<Tensor> gradient = Optional.empty();

    /**
     * An input.
     * @param value owned by this object from now on
     * @param awaited whether a gradient is needed
     */
    SegmentInput(Tensor value, boolean awaited) {
        this.value = value;
        if (awaited) {
            value.set_requires_grad(true);
        }
    }

    /** An input that the segment does not use in this step. */
    static SegmentInput unused() {
        return new SegmentInput(new Tensor(), false);
    }

    Tensor value() {
        return value;
    }

    /** Frees the value before its gradient arrives. */
    void forget() {
        if (value.defined()) {
            Memory.forget(value);
        }
    }

    /** Puts a forgotten value back. */
    void recall(Tensor again) {
        value.set_data(again);
    }

    /** Frees the value, unless that is done already, and keeps the gradient that autograd stored, if any. */
    void keepGradient() {
        if (value.isNull() || !value.defined()) {
            return;
        }
        Tensor arrived = new Tensor(value.grad());
        if (arrived.defined()) {
            keep(arrived);
        } else {
            arrived.close();
        }
        value.close();
    }

    /** Keeps a gradient, which this object owns from now on. */
    void keep(Tensor arrived) {
        gradient = Optional.of(arrived);
    }

    /** Adds the gradient, if there is one, to a sum and frees it. */
    void addTo(GradientSum sum, Place place) {
        gradient.ifPresent(own -> {
            sum.add(place, own);
            own.close();
        });
        gradient = Optional.empty();
    }
}
