package org.espalier.deploy.onnx;

import java.util.List;
import org.espalier.graph.Op;
import org.espalier.graph.Padding;
import org.espalier.graph.Padding.Amount;

/** The window of a convolution or a pool. */
record Window(int rows, int columns, int stride, int dilation, Padding padding) {

    static Window of(Op.Conv2d conv) {
        return new Window(conv.kernelHeight(), conv.kernelWidth(), conv.stride(), conv.dilation(), conv.padding());
    }

    static Window of(Op.ConvTranspose2d conv) {
        return new Window(conv.kernelHeight(), conv.kernelWidth(), conv.stride(), 1, conv.padding());
    }

    static Window of(Op.MaxPool pool) {
        return new Window(pool.kernel(), pool.kernel(), pool.stride(), 1, pool.padding());
    }

    static Window of(Op.AvgPool pool) {
        return new Window(pool.kernel(), pool.kernel(), pool.stride(), 1, pool.padding());
    }

    /** Rows and columns from one end of the window to the other. */
    List<Integer> extent() {
        return List.of((rows - 1) * dilation + 1, (columns - 1) * dilation + 1);
    }

    /** Whether the padding is the same for maps of any size. */
    boolean paddingIsFixed() {
        return padding == Padding.SYMMETRIC || stride == 1;
    }

    /**
     * Positions from the first to the last that the window covers on its way over a map without padding that is as long
     * as this one's.
     */
    int span(int size, int kernel) {
        return (Math.ceilDiv(size, stride) - 1) * stride + (kernel - 1) * dilation + 1;
    }

    /**
     * ONNX's {@code pads} for a map of this size: before the rows, before the columns, after the rows, after the
     * columns.
     */
    List<Integer> pads(int height, int width) {
        Amount vertical = padding.amount(height, rows, stride, dilation);
        Amount horizontal = padding.amount(width, columns, stride, dilation);
        return List.of(vertical.before(), horizontal.before(), vertical.after(), horizontal.after());
    }
}
