package org.espalier.engine.weight;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.espalier.engine.tensor.HostArrays;
import org.espalier.graph.Weight;

/** One value for each element of a {@link Layout}: weights, gradients or momenta. Native memory: close it. */
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

    /** A view of one weight in its own shape. The caller closes the handle; the memory belongs to the buffer. */
    public Tensor view(Weight.Named weight) {
        Layout.Slot slot = layout.slot(weight);
        try (LongOptional offset = new LongOptional(slot.offset())) {
            return all.as_strided(HostArrays.lengths(weight.shape()), slot.strides(), offset);
        }
    }

    /** A view of the elements in [from, to). The caller closes the handle. */
    public Tensor range(long from, long to) {
        return all.narrow(0, from, to - from);
    }

    @Override
    public void close() {
        all.close();
    }
}
