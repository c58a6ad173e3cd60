package org.espalier.graph;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

/**
 * The type of a node's result, independent of the input size: at stride s it is always ceil(H / s) by ceil(W / s), so
 * channels and stride are enough.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Type {

    /** The concrete shape for inputs of the given extent. */
    List<Integer> shape(Extent extent);

    /** Channels of a feature map or pooled value; length of a tensor's first axis. */
    int channels();

    /** Number of values for inputs of the given extent. */
    default long elements(Extent extent) {
        return shape(extent).stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    /**
     * A map of features, [N, channels, ceil(H / stride), ceil(W / stride)].
     *
     * @param channels at least 1
     * @param stride output stride, a power of two or any whole number from 1
     */
    @JsonTypeName("features")
    record Features(int channels, int stride) implements Type {
        public Features {
            requirePositive("channels", channels);
            requirePositive("stride", stride);
        }

        @Override
        public List<Integer> shape(Extent extent) {
            return List.of(extent.batch(), channels, extent.heightAt(stride), extent.widthAt(stride));
        }
    }

    /** One value per channel and image, [N, channels, 1, 1]: what global pooling gives. */
    @JsonTypeName("pooled")
    record Pooled(int channels) implements Type {
        public Pooled {
            requirePositive("channels", channels);
        }

        @Override
        public List<Integer> shape(Extent extent) {
            return List.of(extent.batch(), channels, 1, 1);
        }
    }

    /** A tensor without batch axis, of the same shape for every input: logits, Mix weights, costs. */
    @JsonTypeName("tensor")
    record Tensor(List<Integer> dimensions) implements Type {
        public Tensor {
            dimensions = List.copyOf(dimensions);
            if (dimensions.isEmpty()) {
                throw new IllegalArgumentException("a tensor has at least one axis; a single number is [1]");
            }
            dimensions.forEach(length -> requirePositive("dimension", length));
        }

        /** A vector of the given length. */
        public static Tensor vector(int length) {
            return new Tensor(List.of(length));
        }

        @Override
        public List<Integer> shape(Extent extent) {
            return dimensions;
        }

        @Override
        public int channels() {
            return dimensions.getFirst();
        }
    }

    private static void requirePositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + ": " + value + "; allowed: at least 1");
        }
    }
}
