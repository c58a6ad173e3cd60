package org.espalier.engine;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** The sum of the gradients that arrived where a segment's result was read, for each of its twins. */
final class GradientSum implements AutoCloseable {

    private final List<Tensor> results;
    private final @Nullable Tensor[] sums;

    /** @param results whose gradients these are, one for each twin */
    GradientSum(List<Tensor> results) {
        this.results = results;
        this.sums = new Tensor[results.size()];
    }

    /** Adds to the gradient of one twin's result, or of a part of it; {@code gradient} may be written to. */
    void add(int twin, Optional<Chain.Part> part, Tensor gradient) {
        if (sums[twin] == null && part.isEmpty()) {
            sums[twin] = new Tensor(gradient);
            return;
        }
        Tensor sum = sums[twin] == null ? zeros(twin) : sums[twin];
        sums[twin] = sum;
        try (Tensor place = part.map(own -> own.of(sum)).orElseGet(() -> new Tensor(sum))) {
            place.add_(gradient);
        }
    }

    /** The gradient of all results in one batch, if any arrived; the caller closes it. */
    Optional<Tensor> whole() {
        if (sums.length == 1) {
            return Optional.ofNullable(sums[0]).map(Tensor::new);
        }
        boolean any = false;
        for (Tensor sum : sums) {
            any |= sum != null;
        }
        if (!any) {
            return Optional.empty();
        }
        for (int twin = 0; twin < sums.length; twin++) {
            if (sums[twin] == null) {
                sums[twin] = zeros(twin);
            }
        }
        try (TensorVector all = new TensorVector(sums)) {
            return Optional.of(torch.cat(all, 0));
        }
    }

    private Tensor zeros(int twin) {
        return torch.zeros_like(results.get(twin));
    }

    @Override
    public void close() {
        for (Tensor sum : sums) {
            if (sum != null) {
                sum.close();
            }
        }
    }
}
