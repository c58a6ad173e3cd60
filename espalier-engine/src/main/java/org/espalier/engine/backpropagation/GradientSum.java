package org.espalier.engine.backpropagation;

import java.util.Optional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** The sum of the gradients that a segment's result gets from its readers. */
final class GradientSum implements AutoCloseable {

    private final Tensor result;
    private final int twins;
    private final MemoryFormat format;
    private Optional<Tensor> sum = Optional.empty();

    /**
     * An empty sum.
     * @param result whose gradient this is; its size is read, not its values
     * @param twins number of values that are concatenated in the result
     * @param format of feature maps
     */
    GradientSum(Tensor result, int twins, MemoryFormat format) {
        this.format = format;
        this.result = result;
        this.twins = twins;
    }

    /** Adds a gradient at a place. May overwrite {@code gradient}. */
    void add(Place place, Tensor gradient) {
        if (sum.isEmpty() && place.isAll()) {
            sum = Optional.of(new Tensor(gradient));
            return;
        }
        Tensor all = sum.orElseGet(() -> zeros());
        sum = Optional.of(all);
        try (Tensor view = place.of(all, twins)) {
            view.add_(gradient);
        }
    }

    private Tensor zeros() {
        if (result.dim() != 4) {
            return torch.zeros_like(result);
        }
        try (TensorOptions options = new TensorOptions(result.scalar_type());
                MemoryFormatOptional maps = new MemoryFormatOptional(format)) {
            return torch.zeros_like(result, options, maps);
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
