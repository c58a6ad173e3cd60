package org.espalier.engine.kernel;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.espalier.engine.tensor.Memory;
import org.espalier.engine.tensor.Temporaries;

/** The value of consecutive nodes that libtorch computed and its autograd differentiates. */
public final class Differentiated implements Computed {

    private final int nodes;
    private final Tensor end;
    private final Tensor value;

    /**
     * A value.
     * @param nodes how many nodes it is the value of
     * @param end with its history; owned by this object from now on
     * @param format of feature maps
     */
    public Differentiated(int nodes, Tensor end, MemoryFormat format) {
        this.nodes = nodes;
        this.end = end;
        this.value = Temporaries.without(() -> {
            Tensor plain = end.detach();
            return plain.dim() == 4 ? plain.contiguous(format) : plain;
        });
        value.set_requires_grad(end.requires_grad());
    }

    @Override
    public int nodes() {
        return nodes;
    }

    @Override
    public Tensor value() {
        return value;
    }

    @Override
    public void backward(Tensor gradient) {
        try (BoolOptional once = new BoolOptional(false);
                TensorArrayRefOptional leaves = new TensorArrayRefOptional()) {
            end.backward(gradient, once, false, leaves);
        }
    }

    /** Autograd does not say what it saved. */
    @Override
    public boolean readsInput() {
        return true;
    }

    @Override
    public void forget() {
        Memory.forget(value);
    }

    @Override
    public void close() {
        end.close();
        value.close();
    }
}
