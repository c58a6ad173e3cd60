package org.espalier.engine.operation;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.espalier.graph.Op;
import org.espalier.graph.Padding;

/**
 * A depthwise convolution with dilation d, computed by one without dilation. Positions at a distance of d form a map of
 * their own. With stride d only one of these d x d maps is needed; otherwise all of them are convolved as additional
 * images, and every s-th position of the result is taken at stride s. The values are the same. The gradient of
 * libtorch's own dilated depthwise convolution takes several times longer, supernets with it crashed the process with
 * two threads on processors without AVX-512, and with stride 2 and dilation 8 its values were wrong; see {@code
 * docs/performance.md}.
 */
public final class DilatedDepthwise {

    /** Names this method in a run's provenance. */
    public static final String DESCRIPTION = "dilated depthwise convolutions computed by undilated ones";

    private DilatedDepthwise() {}

    /**
     * Whether this class supports a convolution: depthwise, dilated, and padded to keep the size at stride 1.
     */
    static boolean supports(Op.Conv2d conv, Tensor x, Padding.Amount rows, Padding.Amount columns) {
        return conv.dilation() > 1
                && conv.groups() == x.size(1)
                && isSame(rows, conv.kernelHeight(), conv.dilation())
                && isSame(columns, conv.kernelWidth(), conv.dilation());
    }

    private static boolean isSame(Padding.Amount amount, int kernel, int dilation) {
        return kernel % 2 == 1 && amount.before() == amount.after() && amount.before() == dilation * (kernel / 2);
    }

    /** The convolution, for any {@code x} that {@link #supports} accepts. */
    public static Tensor convolve(Op.Conv2d conv, Tensor x, Tensor kernel, TensorOptional bias, MemoryFormat format) {
        long d = conv.dilation();
        long[] ones = {1, 1};
        long[] padding = {conv.kernelHeight() / 2, conv.kernelWidth() / 2};
        if (conv.stride() == d) {
            return torch.conv2d(Windows.everyStride(x, d, format), kernel, bias, ones, padding, ones, conv.groups());
        }
        long height = x.size(2);
        long width = x.size(3);
        long rows = (height + d - 1) / d;
        long columns = (width + d - 1) / d;
        Tensor padded = rows * d == height && columns * d == width
                ? x
                : torch.constant_pad_nd(x, new long[] {0, columns * d - width, 0, rows * d - height}, new Scalar(0));
        Tensor maps = split(padded, d, rows, columns).contiguous(format);
        Tensor convolved = torch.conv2d(maps, kernel, bias, ones, padding, ones, conv.groups());
        Tensor everywhere = join(convolved, x.size(0), d).narrow(2, 0, height).narrow(3, 0, width);
        return conv.stride() == 1 ? everywhere : Windows.everyStride(everywhere, conv.stride(), format);
    }

    /** [n, c, d h, d w] to [d d n, c, h, w], channels-last. */
    private static Tensor split(Tensor x, long d, long rows, long columns) {
        long n = x.size(0);
        long channels = x.size(1);
        return x.reshape(n, channels, rows, d, columns, d)
                .permute(3, 5, 0, 2, 4, 1)
                .reshape(d * d * n, rows, columns, channels)
                .permute(0, 3, 1, 2);
    }

    /** The inverse of {@link #split}. */
    private static Tensor join(Tensor maps, long n, long d) {
        long channels = maps.size(1);
        long rows = maps.size(2);
        long columns = maps.size(3);
        return maps.permute(0, 2, 3, 1)
                .reshape(d, d, n, rows, columns, channels)
                .permute(2, 3, 0, 4, 1, 5)
                .reshape(n, rows * d, columns * d, channels)
                .permute(0, 3, 1, 2);
    }
}
