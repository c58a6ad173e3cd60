package org.espalier.engine.backpropagation;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.espalier.engine.kernel.Computed;

/**
 * What the run of a chain keeps for its gradient: the values of its stretches, each computed by one kernel or by
 * libtorch. The value of each is the input of the next.
 */
record History(List<Computed> stretches) implements AutoCloseable {

    /** The value of the chain. */
    Tensor value() {
        return stretches.getLast().value();
    }

    /** Adds the gradients of weights to theirs, and leaves those of the inputs at the inputs. */
    void backward(Tensor gradient) {
        backward(stretches.size() - 1, gradient);
        for (int place = stretches.size() - 2; place >= 0; place--) {
            try (Tensor arrived = stretches.get(place).value().grad()) {
                if (!arrived.defined()) {
                    return;
                }
                stretches.get(place + 1).close();
                backward(place, arrived);
            }
        }
    }

    private void backward(int place, Tensor gradient) {
        if (place > 0 && stretches.get(place).readsInput()) {
            stretches.get(place - 1).restore();
        }
        stretches.get(place).backward(gradient);
    }

    /** Whether gradients read the values that the chain reads. */
    boolean readsInput() {
        return stretches.getFirst().readsInput();
    }

    /** Frees the value of the chain, which nobody reads any more. */
    void forget() {
        stretches.getLast().forget();
    }

    @Override
    public void close() {
        stretches.forEach(Computed::close);
    }
}
