package org.espalier.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.espalier.graph.Op;
import org.espalier.graph.Op.Constant;
import org.espalier.graph.Weight;

/** Operations on constant tensors, in plain Java. */
final class TensorArithmetic {

    private TensorArithmetic() {}

    /** The result; empty for operations on features. The graph has checked the types. */
    static Optional<Op> apply(Op op, List<Constant> inputs) {
        Constant first = inputs.getFirst();
        return switch (op) {
            case Op.Activation activation -> Optional.of(map(first, function(activation)));
            case Op.Scale scale -> Optional.of(map(first, value -> value * scale.factor()));
            case Op.Log l -> Optional.of(map(first, Math::log));
            case Op.Reshape reshape -> Optional.of(new Constant(reshape.shape(), first.values()));
            case Op.OneHot o -> Optional.of(oneHot(first));
            case Op.Add a ->
                Optional.of(
                        inputs.stream().reduce((x, y) -> zip(x, y, Double::sum)).orElseThrow());
            case Op.Multiply m -> Optional.of(zip(first, inputs.get(1), (x, y) -> x * y));
            case Op.Slice slice -> Optional.of(slice(first, slice.from(), slice.to()));
            case Op.Concat c -> Optional.of(concat(inputs));
            case Op.Softmax s -> Optional.of(softmax(first));
            case Op.MatMul product -> Optional.of(product(first, inputs.get(1), product.transposeSecond()));
            case Op.Mix m -> Optional.of(mix(inputs));
            case Op.Input i -> Optional.empty();
            case Op.Noise n -> Optional.empty();
            case Op.Constant c -> Optional.empty();
            case Op.Zeros z -> Optional.empty();
            case Op.Parameter p -> Optional.empty();
            case Op.Normalize n -> Optional.empty();
            case Op.Conv2d c -> Optional.empty();
            case Op.ConvTranspose2d c -> Optional.empty();
            case Op.BatchNorm b -> Optional.empty();
            case Op.PRelu p -> Optional.empty();
            case Op.MaxPool p -> Optional.empty();
            case Op.MaxUnpool p -> Optional.empty();
            case Op.AvgPool p -> Optional.empty();
            case Op.GlobalAvgPool p -> Optional.empty();
            case Op.Resize r -> Optional.empty();
            case Op.ChannelShuffle s -> Optional.empty();
        };
    }

    private static DoubleUnaryOperator function(Op.Activation activation) {
        return switch (activation.function()) {
            case RELU -> x -> Math.max(x, 0);
            case RELU6 -> x -> Math.clamp(x, 0, 6);
            case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
            case HARD_SWISH -> x -> x * Math.clamp(x + 3, 0, 6) / 6;
        };
    }

    private static Constant map(Constant x, DoubleUnaryOperator function) {
        return new Constant(
                x.shape(), x.values().stream().map(function::applyAsDouble).toList());
    }

    private static Constant zip(Constant x, Constant y, DoubleBinaryOperator function) {
        int length = y.values().size();
        return constant(
                x.shape(),
                index ->
                        function.applyAsDouble(x.values().get(index), y.values().get(length == 1 ? 0 : index)));
    }

    private static Constant slice(Constant x, int from, int to) {
        int row = x.values().size() / x.shape().getFirst();
        return new Constant(withFirst(x.shape(), to - from), x.values().subList(from * row, to * row));
    }

    private static Constant concat(List<Constant> parts) {
        List<Double> values = new ArrayList<>();
        parts.forEach(part -> values.addAll(part.values()));
        int length = parts.stream().mapToInt(part -> part.shape().getFirst()).sum();
        return new Constant(withFirst(parts.getFirst().shape(), length), values);
    }

    private static Constant softmax(Constant x) {
        int length = x.shape().getLast();
        List<Double> values = new ArrayList<>();
        for (int start = 0; start < x.values().size(); start += length) {
            List<Double> row = x.values().subList(start, start + length);
            double largest = row.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
            double sum =
                    row.stream().mapToDouble(value -> Math.exp(value - largest)).sum();
            row.forEach(value -> values.add(Math.exp(value - largest) / sum));
        }
        return new Constant(x.shape(), values);
    }

    private static Constant oneHot(Constant x) {
        int length = x.shape().getLast();
        List<Double> values = new ArrayList<>();
        for (int start = 0; start < x.values().size(); start += length) {
            List<Double> row = x.values().subList(start, start + length);
            int largest = IntStream.range(0, length).reduce(0, (a, b) -> row.get(b) > row.get(a) ? b : a);
            IntStream.range(0, length).forEach(index -> values.add(index == largest ? 1.0 : 0.0));
        }
        return new Constant(x.shape(), values);
    }

    private static Constant product(Constant a, Constant b, boolean transposeSecond) {
        int rows = a.shape().get(0);
        int inner = a.shape().get(1);
        int columns = b.shape().get(transposeSecond ? 0 : 1);
        return constant(List.of(rows, columns), index -> {
            int row = index / columns;
            int column = index % columns;
            return IntStream.range(0, inner)
                    .mapToDouble(k -> a.values().get(row * inner + k)
                            * b.values().get(transposeSecond ? column * inner + k : k * columns + column))
                    .sum();
        });
    }

    private static Constant mix(List<Constant> inputs) {
        Constant weights = inputs.getLast();
        return constant(
                inputs.getFirst().shape(),
                index -> IntStream.range(0, inputs.size() - 1)
                        .mapToDouble(k ->
                                weights.values().get(k) * inputs.get(k).values().get(index))
                        .sum());
    }

    private static Constant constant(List<Integer> shape, IntToDoubleFunction value) {
        return new Constant(
                shape,
                IntStream.range(0, Math.toIntExact(Weight.elements(shape)))
                        .mapToDouble(value)
                        .boxed()
                        .toList());
    }

    private static List<Integer> withFirst(List<Integer> shape, int length) {
        List<Integer> changed = new ArrayList<>(shape);
        changed.set(0, length);
        return changed;
    }
}
