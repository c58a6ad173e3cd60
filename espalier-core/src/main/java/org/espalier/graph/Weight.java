package org.espalier.graph;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.espalier.text.Text;

/** What an operation reads besides its inputs: a named weight, or an expression over named weights. Never a tensor. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "weight")
public sealed interface Weight {

    /** Lengths of the axes; a convolution's kernel is [out, in / groups, height, width]. */
    List<Integer> shape();

    /** Number of values. */
    default long elements() {
        return elements(shape());
    }

    /** Product of the axes. */
    static long elements(List<Integer> shape) {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    /** Hands every named weight that this expression reads to {@code visitor}. */
    default void forEachNamed(Consumer<Named> visitor) {
        switch (this) {
            case Named named -> visitor.accept(named);
            case Slice slice -> slice.of().forEachNamed(visitor);
            case Stack stack -> stack.parts().forEach(part -> part.forEachNamed(visitor));
            case FoldedKernel folded -> {
                folded.kernel().forEachNamed(visitor);
                folded.norm().weights().forEach(weight -> weight.forEachNamed(visitor));
            }
            case FoldedBias folded -> {
                folded.bias().ifPresent(bias -> bias.forEachNamed(visitor));
                folded.norm().weights().forEach(weight -> weight.forEachNamed(visitor));
            }
        }
    }

    /**
     * A weight with a name of its own; the same name means the same values wherever it is read.
     *
     * @param name unique in a graph for one shape, such as {@code cell_3.block2.left.0.depthwise.weight}
     * @param shape lengths of the axes
     * @param role its purpose
     * @param initializer its initial values
     */
    @JsonTypeName("named")
    record Named(String name, List<Integer> shape, Role role, Initializer initializer) implements Weight {
        public Named {
            shape = List.copyOf(shape);
            if (name.isBlank()) {
                throw new IllegalArgumentException("a weight needs a name");
            }
            if (shape.stream().anyMatch(length -> length < 1)) {
                throw new IllegalArgumentException(
                        "weight " + name + ": shape " + shape + "; every axis must be at least 1");
            }
        }
    }

    /** The part [from, to) of an axis: slimmable widths. */
    @JsonTypeName("slice")
    record Slice(Weight of, int axis, int from, int to) implements Weight {
        public Slice {
            if (axis < 0
                    || axis >= of.shape().size()
                    || from < 0
                    || from >= to
                    || to > of.shape().get(axis)) {
                throw new IllegalArgumentException(
                        Text.format("slice [%d, %d) of axis %d of a weight of shape %s", from, to, axis, of.shape()));
            }
        }

        @Override
        public List<Integer> shape() {
            List<Integer> shape = new ArrayList<>(of.shape());
            shape.set(axis, to - from);
            return List.copyOf(shape);
        }
    }

    /** Weights joined along their first axis: siblings that run as one operation. */
    @JsonTypeName("stack")
    record Stack(List<Weight> parts) implements Weight {
        public Stack {
            parts = List.copyOf(parts);
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("a stack of no weights");
            }
            List<Integer> rest =
                    parts.getFirst().shape().subList(1, parts.getFirst().shape().size());
            for (Weight part : parts) {
                if (!part.shape().subList(1, part.shape().size()).equals(rest)) {
                    throw new IllegalArgumentException("stack of weights of shapes "
                            + parts.stream().map(Weight::shape).toList() + ": they may differ in the first axis only");
                }
            }
        }

        @Override
        public List<Integer> shape() {
            List<Integer> shape = new ArrayList<>(parts.getFirst().shape());
            shape.set(
                    0, parts.stream().mapToInt(part -> part.shape().getFirst()).sum());
            return List.copyOf(shape);
        }
    }

    /**
     * A kernel with the normalisation that follows it folded in: {@code kernel * scale / sqrt(variance + epsilon)}, per
     * output channel.
     *
     * @param axis of the kernel's output channels: 0, or of a transposed convolution 1
     */
    @JsonTypeName("folded-kernel")
    record FoldedKernel(Weight kernel, Op.BatchNorm norm, int axis) implements Weight {
        @Override
        public List<Integer> shape() {
            return kernel.shape();
        }
    }

    /**
     * The bias that goes with a {@link FoldedKernel}: {@code shift + (bias - mean) * scale / sqrt(variance + epsilon)}.
     */
    @JsonTypeName("folded-bias")
    record FoldedBias(Optional<Weight> bias, Op.BatchNorm norm) implements Weight {
        @Override
        public List<Integer> shape() {
            return norm.mean().shape();
        }
    }
}
