package org.espalier.engine;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.espalier.graph.Weight;

/** One number for each element of a {@link Layout}: weights, gradients, momenta. Owns its memory until closed. */
final class FlatBuffer implements AutoCloseable {

    private final Layout layout;
    private final Tensor all;

    private FlatBuffer(Layout layout, Tensor all) {
        this.layout = layout;
        this.all = all;
    }

    static FlatBuffer zeros(Layout layout, ElementType type) {
        return new FlatBuffer(layout, HostArrays.zeros(type, layout.elements()));
    }

    Layout layout() {
        return layout;
    }

    /** The whole buffer; not to be closed by the caller. */
    Tensor all() {
        return all;
    }

    /** A weight's place in its own shape; the caller closes the handle, the memory stays the buffer's. */
    Tensor view(Weight.Named weight) {
        Layout.Slot slot = layout.slot(weight);
        try (LongOptional offset = new LongOptional(slot.offset())) {
            return all.as_strided(HostArrays.lengths(weight.shape()), slot.strides(), offset);
        }
    }

    /** The elements in [from, to); the caller closes the handle. */
    Tensor range(long from, long to) {
        return all.narrow(0, from, to - from);
    }

    @Override
    public void close() {
        all.close();
    }
}
