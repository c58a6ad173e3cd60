package org.espalier.engine.backpropagation;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The sum of the gradients that a segment's result gets from its readers. */
final class GradientSum implements AutoCloseable {

    private final Tensor result;
    private final int twins;
    private Optional<Tensor> sum = Optional.empty();

    /**
     * An empty sum.
     * @param result whose gradient this is
     * @param twins number of values that are concatenated in the result
     */
    GradientSum(Tensor result, int twins) {
        this.result = result;
        this.twins = twins;
    }

    /** Adds a gradient at a place. May overwrite {@code gradient}. */
    void add(Place place, Tensor gradient) {
        if (sum.isEmpty() && place.isAll()) {
            sum = Optional.of(new Tensor(gradient));
            return;
        }
        Tensor all = sum.orElseGet(() -> torch.zeros_like(result));
        sum = Optional.of(all);
        try (Tensor view = place.of(all, twins)) {
            view.add_(gradient);
        }
    }

    /** The sum, if there was any gradient. It is closed with this object. */
    Optional<Tensor> whole() {
        return sum;
    }

    @Override
    public void close() {
        sum.ifPresent(Tensor::close);
    }
}
