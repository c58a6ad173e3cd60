package org.espalier.engine.backpropagation;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The sum of the gradients that arrived where a segment's result was read. */
final class GradientSum implements AutoCloseable {

    private final Tensor result;
    private final int twins;
    private Optional<Tensor> sum = Optional.empty();

    /**
     * @param result whose gradient this is
     * @param twins how many values stand in one batch there
     */
    GradientSum(Tensor result, int twins) {
        this.result = result;
        this.twins = twins;
    }

    /** Adds to the gradient of a place; {@code gradient} may be written to. */
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

    /** The sum, if any gradient arrived; closed with this. */
    Optional<Tensor> whole() {
        return sum;
    }

    @Override
    public void close() {
        sum.ifPresent(Tensor::close);
    }
}
