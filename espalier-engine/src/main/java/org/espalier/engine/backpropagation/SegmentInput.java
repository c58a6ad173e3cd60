package org.espalier.engine.backpropagation;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** What a segment reads at one place, without history. The gradient that arrives there waits until whoever made the value takes it. */
final class SegmentInput {

    private final Tensor value;
    private Optional<Tensor> gradient = Optional.empty();

    /**
     * @param value owned from now on
     * @param awaited whether anyone waits for a gradient
     */
    SegmentInput(Tensor value, boolean awaited) {
        this.value = value;
        if (awaited) {
            value.set_requires_grad(true);
        }
    }

    /** A value that the segment reads but does not use. */
    static SegmentInput unused() {
        return new SegmentInput(new Tensor(), false);
    }

    Tensor value() {
        return value;
    }

    /** Lets go of the value, if that has not happened; the gradient that autograd left there, if any, is kept. */
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

    /** Keeps a gradient, which is owned from now on. */
    void keep(Tensor arrived) {
        gradient = Optional.of(arrived);
    }

    /** Adds the gradient, if there is any, and lets go of it. */
    void handOn(Place place, GradientSum to) {
        gradient.ifPresent(own -> {
            to.add(place, own);
            own.close();
        });
        gradient = Optional.empty();
    }
}
