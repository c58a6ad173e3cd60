package org.espalier.engine.reference;

import java.util.List;
import java.util.Optional;
import org.espalier.graph.Op;
import org.espalier.graph.Padding;

/** Convolutions, pools and resizes in plain Java, written from their definitions. */
public final class ReferenceWindows {

    private ReferenceWindows() {}

    static ReferenceArray convolve(
            Op.Conv2d conv, ReferenceArray x, ReferenceArray kernel, Optional<ReferenceArray> bias) {
        int top = before(conv.padding(), x.length(2), conv.kernelHeight(), conv.stride(), conv.dilation());
        int left = before(conv.padding(), x.length(3), conv.kernelWidth(), conv.stride(), conv.dilation());
        int outPerGroup = conv.outChannels() / conv.groups();
        return ReferenceArray.of(strided(x, conv.outChannels(), conv.stride()), (n, o, y, at) -> {
            double sum = bias.map(b -> b.values()[o]).orElse(0.0);
            for (int i = 0; i < conv.inChannelsPerGroup(); i++) {
                int channel = o / outPerGroup * conv.inChannelsPerGroup() + i;
                for (int row = 0; row < conv.kernelHeight(); row++) {
                    for (int column = 0; column < conv.kernelWidth(); column++) {
                        int fromY = y * conv.stride() - top + row * conv.dilation();
                        int fromX = at * conv.stride() - left + column * conv.dilation();
                        if (x.isInside(fromY, fromX)) {
                            sum += kernel.at(o, i, row, column) * x.at(n, channel, fromY, fromX);
                        }
                    }
                }
            }
            return sum;
        });
    }

    /**
     * A transposed convolution: each value of {@code x} times the kernel is added at the positions that a convolution's
     * window would read.
     */
    static ReferenceArray convolveTransposed(
            Op.ConvTranspose2d conv,
            List<Integer> shape,
            ReferenceArray x,
            ReferenceArray kernel,
            Optional<ReferenceArray> bias) {
        int top = before(conv.padding(), shape.get(2), conv.kernelHeight(), conv.stride(), 1);
        int left = before(conv.padding(), shape.get(3), conv.kernelWidth(), conv.stride(), 1);
        return ReferenceArray.of(shape, (n, o, y, at) -> {
            double sum = bias.map(b -> b.values()[o]).orElse(0.0);
            for (int row = 0; row < conv.kernelHeight(); row++) {
                for (int column = 0; column < conv.kernelWidth(); column++) {
                    int down = y + top - row;
                    int across = at + left - column;
                    boolean isRead = down % conv.stride() == 0 && across % conv.stride() == 0;
                    if (isRead && x.isInside(down / conv.stride(), across / conv.stride())) {
                        for (int i = 0; i < conv.inChannels(); i++) {
                            sum += kernel.at(i, o, row, column)
                                    * x.at(n, i, down / conv.stride(), across / conv.stride());
                        }
                    }
                }
            }
            return sum;
        });
    }

    /** Each value of {@code x} at the first maximum of its window in {@code pooled}. */
    static ReferenceArray unpooled(Op.MaxUnpool unpool, ReferenceArray x, ReferenceArray pooled) {
        ReferenceArray spread = ReferenceArray.zeros(pooled.shape());
        int stride = unpool.stride();
        int top = before(Padding.SAME, pooled.length(2), stride, stride, 1);
        int left = before(Padding.SAME, pooled.length(3), stride, stride, 1);
        ReferenceArray.of(x.shape(), (n, c, y, at) -> {
            int place = -1;
            double largest = Double.NEGATIVE_INFINITY;
            for (int row = y * stride - top; row < y * stride - top + stride; row++) {
                for (int column = at * stride - left; column < at * stride - left + stride; column++) {
                    if (pooled.isInside(row, column) && pooled.at(n, c, row, column) > largest) {
                        largest = pooled.at(n, c, row, column);
                        place = ((n * pooled.length(1) + c) * pooled.length(2) + row) * pooled.length(3) + column;
                    }
                }
            }
            spread.values()[place] = x.at(n, c, y, at);
            return 0;
        });
        return spread;
    }

    static ReferenceArray maximum(Op.MaxPool pool, ReferenceArray x) {
        return pooled(x, pool.kernel(), pool.stride(), pool.padding(), true);
    }

    static ReferenceArray mean(Op.AvgPool pool, ReferenceArray x) {
        return pooled(x, pool.kernel(), pool.stride(), pool.padding(), false);
    }

    private static ReferenceArray pooled(ReferenceArray x, int kernel, int stride, Padding padding, boolean largest) {
        int top = before(padding, x.length(2), kernel, stride, 1);
        int left = before(padding, x.length(3), kernel, stride, 1);
        return ReferenceArray.of(strided(x, x.length(1), stride), (n, c, y, at) -> {
            double sum = 0;
            double maximum = Double.NEGATIVE_INFINITY;
            int count = 0;
            for (int row = 0; row < kernel; row++) {
                for (int column = 0; column < kernel; column++) {
                    int fromY = y * stride - top + row;
                    int fromX = at * stride - left + column;
                    if (x.isInside(fromY, fromX)) {
                        sum += x.at(n, c, fromY, fromX);
                        maximum = Math.max(maximum, x.at(n, c, fromY, fromX));
                        count++;
                    }
                }
            }
            return largest ? maximum : sum / count;
        });
    }

    public static ReferenceArray resize(ReferenceArray x, int height, int width, boolean alignCorners) {
        List<Integer> shape = List.of(x.length(0), x.length(1), height, width);
        return ReferenceArray.of(shape, (n, c, y, at) -> {
            double fromY = source(y, x.length(2), height, alignCorners);
            double fromX = source(at, x.length(3), width, alignCorners);
            int top = (int) fromY;
            int left = (int) fromX;
            int bottom = Math.min(top + 1, x.length(2) - 1);
            int right = Math.min(left + 1, x.length(3) - 1);
            double down = fromY - top;
            double across = fromX - left;
            return (1 - down) * ((1 - across) * x.at(n, c, top, left) + across * x.at(n, c, top, right))
                    + down * ((1 - across) * x.at(n, c, bottom, left) + across * x.at(n, c, bottom, right));
        });
    }

    private static double source(int place, int from, int to, boolean alignCorners) {
        if (alignCorners) {
            return to == 1 ? 0 : place * (from - 1.0) / (to - 1);
        }
        return Math.max(0, (place + 0.5) * from / to - 0.5);
    }

    private static List<Integer> strided(ReferenceArray x, int channels, int stride) {
        return List.of(x.length(0), channels, Math.ceilDiv(x.length(2), stride), Math.ceilDiv(x.length(3), stride));
    }

    /** Padding before the first position; SAME puts the odd one at the end. */
    private static int before(Padding padding, int size, int kernel, int stride, int dilation) {
        int window = (kernel - 1) * dilation + 1;
        return switch (padding) {
            case SYMMETRIC -> window / 2;
            case SAME -> Math.max(0, (Math.ceilDiv(size, stride) - 1) * stride + window - size) / 2;
        };
    }
}
