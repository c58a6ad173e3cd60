package org.espalier.graph;

import org.espalier.text.Text;

/** Placement of zero padding, such that a window of stride s gives ceil(size / s) positions. */
public enum Padding {
    /** Half the window on each side, as PyTorch networks do; windows are odd. */
    SYMMETRIC,
    /**
     * Only what is needed, the odd one at the end, as TensorFlow's SAME: on even sizes a stride of 2 starts one
     * position later.
     */
    SAME;

    /** Rows (or columns) of padding before the first and after the last position. */
    public record Amount(int before, int after) {}

    /** The padding of one axis. */
    public Amount amount(int size, int kernel, int stride, int dilation) {
        int span = (kernel - 1) * dilation;
        return switch (this) {
            case SYMMETRIC -> new Amount(span / 2, span / 2);
            case SAME -> {
                int total = Math.max(0, (Math.ceilDiv(size, stride) - 1) * stride + span + 1 - size);
                yield new Amount(total / 2, total - total / 2);
            }
        };
    }

    void requireFits(int kernel, int dilation) {
        if (kernel < 1 || this == SYMMETRIC && (kernel - 1) * dilation % 2 != 0) {
            throw new IllegalArgumentException(
                    Text.format("kernel %d with dilation %d; symmetric padding needs an odd window", kernel, dilation));
        }
    }
}
