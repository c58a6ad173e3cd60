package org.espalier.engine.kernel;

import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.espalier.engine.tensor.Memory;
import org.espalier.engine.tensor.Temporaries;

/** A ReLU that may overwrite its input, which autograd does not allow at the start of a history. */
@SuppressWarnings("try") // a guard is there to be closed, not read
final class Relu implements Computed {

    private final Tensor input;
    private final Tensor value;

    Relu(Tensor input, boolean overwrite) {
        this.input = input;
        this.value = Temporaries.without(() -> {
            Tensor plain = input.detach();
            return overwrite ? new Tensor(plain.relu_()) : plain.relu();
        });
        value.set_requires_grad(input.requires_grad());
    }

    @Override
    public int nodes() {
        return 1;
    }

    @Override
    public Tensor value() {
        return value;
    }

    @Override
    public void backward(Tensor gradient) {
        if (!input.requires_grad()) {
            return;
        }
        try (NoGradGuard guard = new NoGradGuard();
                Scalar zero = new Scalar(0);
                Tensor detached = value.detach();
                Tensor ofInput = torch.threshold_backward(gradient, detached, zero);
                Tensor place = input.mutable_grad()) {
            place.put(ofInput);
        }
    }

    @Override
    public boolean readsInput() {
        return false;
    }

    /** Keeps the value if there is a gradient: it says where the input was positive. */
    @Override
    public void forget() {
        if (!input.requires_grad()) {
            Memory.forget(value);
        }
    }

    @Override
    public void close() {
        value.close();
    }
}
