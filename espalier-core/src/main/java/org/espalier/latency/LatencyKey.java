package org.espalier.latency;

import java.util.Comparator;
import org.espalier.problem.Allowed;
import org.espalier.text.Text;

/**
 * The properties that the time of an operation depends on: nodes with the same key are timed once. Values of weights
 * and placement of padding do not count.
 *
 * @param operation name of the operation with kernel, dilation, groups and number of summands: {@code conv_3x3},
 *     {@code depthwise_5x5_d2}, {@code max_pool_3x3}, {@code add_3}, {@code concat_4}, {@code resize_to_45x60}; see
 *     {@link LatencyKeys}
 * @param in input channels; of a concatenation, of all inputs
 * @param out output channels
 * @param height rows of its first input, 1 for pooled values
 * @param width columns of its first input, 1 for pooled values
 * @param stride of its window; 1 where there is none
 */
public record LatencyKey(String operation, int in, int out, int height, int width, int stride)
        implements Comparable<LatencyKey> {

    private static final Comparator<LatencyKey> ORDER = Comparator.comparing(LatencyKey::operation)
            .thenComparingInt(LatencyKey::in)
            .thenComparingInt(LatencyKey::out)
            .thenComparingInt(LatencyKey::height)
            .thenComparingInt(LatencyKey::width)
            .thenComparingInt(LatencyKey::stride);

    /**
     * @throws IllegalArgumentException if the operation is not of letters, digits, {@code _} and {@code +}, or a number
     *     is less than 1
     */
    public LatencyKey {
        Allowed.that(operation.matches("[a-z0-9_+]+"), "operation", operation, "letters a-z, digits, _ and +");
        Allowed.atLeast("in", in, 1);
        Allowed.atLeast("out", out, 1);
        Allowed.atLeast("height", height, 1);
        Allowed.atLeast("width", width, 1);
        Allowed.atLeast("stride", stride, 1);
    }

    /** By operation, then by the numbers in their order. */
    @Override
    public int compareTo(LatencyKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return Text.format("%s %d->%d channels, %dx%d, stride %d", operation, in, out, height, width, stride);
    }
}
