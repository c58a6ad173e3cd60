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
        stretches.getLast().backward(gradient);
        for (int place = stretches.size() - 2; place >= 0; place--) {
            try (Tensor arrived = stretches.get(place).value().grad()) {
                if (!arrived.defined()) {
                    return;
                }
                stretches.get(place + 1).close();
                stretches.get(place).backward(arrived);
            }
        }
    }

    @Override
    public void close() {
        stretches.forEach(Computed::close);
    }
}
