package org.espalier.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * What a segment reads at one place, without history: one value, or those of its twins in one batch. The gradient that arrives there waits until
 * each part was handed on.
 */
final class JoinedInput {

    private final Tensor value;
    private final int parts;
    private final AtomicInteger waiting;
    private Optional<Tensor> gradient = Optional.empty();

    /**
     * @param value as {@link #joined} gives it; owned from now on
     * @param parts values that it joins
     * @param awaited whether anyone waits for a gradient
     */
    JoinedInput(Tensor value, int parts, boolean awaited) {
        this.value = value;
        this.parts = parts;
        this.waiting = new AtomicInteger(parts);
        value.set_requires_grad(awaited);
    }

    /**
     * Values in one batch, dense in memory, without history.
     *
     * @param values of one shape, first axis the images
     */
    static Tensor joined(List<Tensor> values, MapLayout layout) {
        Tensor joined =
                values.size() == 1 ? values.getFirst() : torch.cat(new TensorVector(values.toArray(Tensor[]::new)), 0);
        return (joined.dim() == 4 ? layout.laid(joined) : joined).detach();
    }

    /** Lets go of the value, if that has not happened; its gradient, if one has arrived, is kept. */
    void keepGradient() {
        if (value.isNull()) {
            return;
        }
        Tensor arrived = new Tensor(value.grad());
        if (arrived.defined()) {
            gradient = Optional.of(arrived);
        } else {
            arrived.close();
        }
        value.close();
    }

    /** Adds the gradient of one part, if there is any; who comes last lets go of it. */
    void handOn(Segments.Read read, GradientSum to, int twin) {
        if (gradient.isPresent()) {
            try (Tensor own = part(gradient.get(), read.twin(), parts)) {
                to.add(twin, read.part(), own);
            }
        }
        if (waiting.decrementAndGet() == 0) {
            gradient.ifPresent(Tensor::close);
        }
    }

    /** A part of a batch, without history: a view. */
    static Tensor part(Tensor whole, int part, int parts) {
        try (Tensor detached = whole.detach()) {
            if (parts == 1) {
                return new Tensor(detached);
            }
            long images = whole.size(0) / parts;
            return detached.narrow(0, part * images, images);
        }
    }
}
