package org.espalier.engine;

import java.util.List;
import java.util.Optional;
import org.espalier.graph.Op;
import org.espalier.graph.Padding;

/** Convolutions, pools and resizes in plain Java, by their definitions. */
final class ReferenceWindows {

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

    static ReferenceArray resize(ReferenceArray x, int height, int width, boolean alignCorners) {
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

    /** Padding before the first position; in the definition of SAME the odd one goes to the end. */
    private static int before(Padding padding, int size, int kernel, int stride, int dilation) {
        int window = (kernel - 1) * dilation + 1;
        return switch (padding) {
            case SYMMETRIC -> window / 2;
            case SAME -> Math.max(0, (Math.ceilDiv(size, stride) - 1) * stride + window - size) / 2;
        };
    }
}
