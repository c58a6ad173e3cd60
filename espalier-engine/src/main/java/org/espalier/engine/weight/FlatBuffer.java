package org.espalier.engine.weight;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.espalier.engine.tensor.HostArrays;
import org.espalier.graph.Weight;

/** One number for each element of a {@link Layout}: weights, gradients, momenta. Owns its memory until closed. */
public final class FlatBuffer implements AutoCloseable {

    private final Layout layout;
    private final Tensor all;

    private FlatBuffer(Layout layout, Tensor all) {
        this.layout = layout;
        this.all = all;
    }

    public static FlatBuffer zeros(Layout layout, ScalarType type) {
        return new FlatBuffer(layout, HostArrays.zeros(type, layout.elements()));
    }

    public Layout layout() {
        return layout;
    }

    /** The whole buffer; not to be closed by the caller. */
    public Tensor all() {
        return all;
    }

    /** A weight's place in its own shape; the caller closes the handle, the memory stays the buffer's. */
    public Tensor view(Weight.Named weight) {
        Layout.Slot slot = layout.slot(weight);
        try (LongOptional offset = new LongOptional(slot.offset())) {
            return all.as_strided(HostArrays.lengths(weight.shape()), slot.strides(), offset);
        }
    }

    /** The elements in [from, to); the caller closes the handle. */
    public Tensor range(long from, long to) {
        return all.narrow(0, from, to - from);
    }

    @Override
    public void close() {
        all.close();
    }
}
