package org.espalier.engine.operation;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.espalier.engine.tensor.HostArrays;
import org.espalier.graph.Extent;
import org.espalier.graph.Op;
import org.espalier.graph.Padding;

/**
 * Convolutions and pools: windows that slide over a feature map. Padding that libtorch does not support is applied
 * first.
 */
final class Windows {

    private static final long[] NO_PADDING = {0, 0};
    private static final long[] ONE = {1, 1};

    private final ScalarType type;
    private final MemoryFormat format;

    Windows(ScalarType type, MemoryFormat format) {
        this.type = type;
        this.format = format;
    }

    Tensor convolve(Op.Conv2d conv, Tensor x, Tensor kernel, TensorOptional bias) {
        Padding.Amount rows =
                conv.padding().amount((int) x.size(2), conv.kernelHeight(), conv.stride(), conv.dilation());
        Padding.Amount columns =
                conv.padding().amount((int) x.size(3), conv.kernelWidth(), conv.stride(), conv.dilation());
        long[] stride = {conv.stride(), conv.stride()};
        long[] dilation = {conv.dilation(), conv.dilation()};
        if (conv.stride() > 1 && conv.kernelHeight() == 1 && conv.kernelWidth() == 1) {
            return torch.conv2d(
                    everyStride(x, conv.stride(), format), kernel, bias, ONE, NO_PADDING, ONE, conv.groups());
        }
        if (DilatedDepthwise.supports(conv, x, rows, columns)) {
            return DilatedDepthwise.convolve(conv, x, kernel, bias, format);
        }
        if (isSymmetric(rows) && isSymmetric(columns)) {
            long[] padding = {rows.before(), columns.before()};
            return torch.conv2d(x, kernel, bias, stride, padding, dilation, conv.groups());
        }
        Tensor padded = padded(x, rows, columns, 0);
        return torch.conv2d(padded, kernel, bias, stride, NO_PADDING, dilation, conv.groups());
    }

    /**
     * A transposed convolution.
     * @param stride of the result
     */
    Tensor convolveTransposed(
            Op.ConvTranspose2d conv, Tensor x, Tensor kernel, TensorOptional bias, int stride, Extent extent) {
        int height = extent.heightAt(stride);
        int width = extent.widthAt(stride);
        int top = conv.padding()
                .amount(height, conv.kernelHeight(), conv.stride(), 1)
                .before();
        int left = conv.padding()
                .amount(width, conv.kernelWidth(), conv.stride(), 1)
                .before();
        long[] strides = {conv.stride(), conv.stride()};
        long[] padding = {top, left};
        long[] outputPadding = {
            Math.max(0, height + 2 * top - (x.size(2) - 1) * conv.stride() - conv.kernelHeight()),
            Math.max(0, width + 2 * left - (x.size(3) - 1) * conv.stride() - conv.kernelWidth())
        };
        Tensor result = torch.conv_transpose2d(x, kernel, bias, strides, padding, outputPadding, 1, ONE);
        return cut(result, 0, 0, height, width);
    }

    /**
     * Every {@code stride}-th position: the input of a 1 x 1 convolution with this stride. libtorch 2.10 has strided 1
     * x 1 convolutions, but the gradient of one with few channels writes beyond its memory on processors without
     * AVX-512.
     */
    static Tensor everyStride(Tensor x, long stride, MemoryFormat format) {
        LongOptional from = new LongOptional(0);
        LongOptional end = new LongOptional();
        return x.slice(2, from, end, stride).slice(3, from, end, stride).contiguous(format);
    }

    Tensor maximum(Op.MaxPool pool, Tensor x) {
        Padding.Amount rows = pool.padding().amount((int) x.size(2), pool.kernel(), pool.stride(), 1);
        Padding.Amount columns = pool.padding().amount((int) x.size(3), pool.kernel(), pool.stride(), 1);
        long[] kernel = {pool.kernel(), pool.kernel()};
        long[] stride = {pool.stride(), pool.stride()};
        long[] dilation = {1, 1};
        if (isSymmetric(rows) && isSymmetric(columns)) {
            long[] padding = {rows.before(), columns.before()};
            return torch.max_pool2d(x, kernel, stride, padding, dilation, false);
        }
        Tensor padded = padded(x, rows, columns, Double.NEGATIVE_INFINITY);
        return torch.max_pool2d(padded, kernel, stride, NO_PADDING, dilation, false);
    }

    /** Each value of {@code x} at the position of the maximum of its window in {@code pooled}, 0 elsewhere. */
    Tensor unpooled(Op.MaxUnpool unpool, Tensor x, Tensor pooled) {
        Op.MaxPool pool = unpool.pool();
        Padding.Amount rows = pool.padding().amount((int) pooled.size(2), pool.kernel(), pool.stride(), 1);
        Padding.Amount columns = pool.padding().amount((int) pooled.size(3), pool.kernel(), pool.stride(), 1);
        Tensor whole = padded(pooled.detach(), rows, columns, Double.NEGATIVE_INFINITY);
        long[] window = {pool.kernel(), pool.kernel()};
        Tensor places = torch.max_pool2d_with_indices(whole, window, window, NO_PADDING, ONE, false)
                .get1();
        Tensor spread = torch.max_unpool2d(x, places, whole.size(2), whole.size(3));
        return cut(spread, rows.before(), columns.before(), pooled.size(2), pooled.size(3));
    }

    Tensor mean(Op.AvgPool pool, Tensor x) {
        Padding.Amount rows = pool.padding().amount((int) x.size(2), pool.kernel(), pool.stride(), 1);
        Padding.Amount columns = pool.padding().amount((int) x.size(3), pool.kernel(), pool.stride(), 1);
        long[] kernel = {pool.kernel(), pool.kernel()};
        long[] stride = {pool.stride(), pool.stride()};
        if (isSymmetric(rows) && isSymmetric(columns)) {
            long[] padding = {rows.before(), columns.before()};
            return torch.avg_pool2d(x, kernel, stride, padding, false, false, new LongOptional());
        }
        Tensor padded = padded(x, rows, columns, 0);
        Tensor sums = torch.avg_pool2d(padded, kernel, stride, NO_PADDING, false, true, new LongOptional(1));
        return sums.mul(inverseCounts(pool, x, rows, columns, sums));
    }

    /** The reciprocal of the number of positions of each window that lie inside the map, [1, 1, h, w]. */
    private Tensor inverseCounts(
            Op.AvgPool pool, Tensor x, Padding.Amount rows, Padding.Amount columns, Tensor result) {
        int height = (int) result.size(2);
        int width = (int) result.size(3);
        double[] inverse = new double[height * width];
        for (int row = 0; row < height; row++) {
            int inRows = inside(row * pool.stride() - rows.before(), pool.kernel(), (int) x.size(2));
            for (int column = 0; column < width; column++) {
                int inColumns = inside(column * pool.stride() - columns.before(), pool.kernel(), (int) x.size(3));
                inverse[row * width + column] = 1.0 / (inRows * inColumns);
            }
        }
        return HostArrays.tensor(inverse, List.of(1, 1, height, width), type);
    }

    private static int inside(int start, int length, int size) {
        return Math.min(start + length, size) - Math.max(start, 0);
    }

    private static boolean isSymmetric(Padding.Amount amount) {
        return amount.before() == amount.after();
    }

    /** A part of a map, dense in memory; the map itself if the part is all of it. */
    private Tensor cut(Tensor x, long top, long left, long height, long width) {
        return x.size(2) == height && x.size(3) == width
                ? x
                : x.narrow(2, top, height).narrow(3, left, width).contiguous(format);
    }

    private static Tensor padded(Tensor x, Padding.Amount rows, Padding.Amount columns, double with) {
        long[] amounts = {columns.before(), columns.after(), rows.before(), rows.after()};
        if (Arrays.stream(amounts).allMatch(amount -> amount == 0)) {
            return x;
        }
        return torch.constant_pad_nd(x, amounts, new Scalar(with));
    }
}
