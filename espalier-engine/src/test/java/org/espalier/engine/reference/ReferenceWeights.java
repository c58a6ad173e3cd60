package org.espalier.engine.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.espalier.graph.Op;
import org.espalier.graph.Weight;

/** Weight expressions in plain Java. */
record ReferenceWeights(Function<String, double[]> named) {

    ReferenceArray of(Weight weight) {
        return switch (weight) {
            case Weight.Named one -> new ReferenceArray(one.shape(), named.apply(one.name()));
            case Weight.Slice slice -> sliced(slice, of(slice.of()));
            case Weight.Stack stack -> {
                List<Double> all = new ArrayList<>();
                stack.parts().forEach(part -> {
                    for (double value : of(part).values()) {
                        all.add(value);
                    }
                });
                yield new ReferenceArray(
                        stack.shape(), all.stream().mapToDouble(v -> v).toArray());
            }
            case Weight.FoldedKernel folded -> {
                ReferenceArray kernel = of(folded.kernel());
                int each = (int) Weight.elements(
                        kernel.shape().subList(folded.axis() + 1, kernel.shape().size()));
                double[] values = kernel.values().clone();
                for (int place = 0; place < values.length; place++) {
                    values[place] *= factor(folded.norm(), place / each % kernel.length(folded.axis()));
                }
                yield new ReferenceArray(kernel.shape(), values);
            }
            case Weight.FoldedBias folded -> {
                double[] values = new double[folded.shape().getFirst()];
                for (int c = 0; c < values.length; c++) {
                    int channel = c;
                    double bias =
                            folded.bias().map(b -> of(b).values()[channel]).orElse(0.0);
                    double shift = folded.norm()
                            .shift()
                            .map(s -> of(s).values()[channel])
                            .orElse(0.0);
                    values[c] = shift + (bias - of(folded.norm().mean()).values()[c]) * factor(folded.norm(), c);
                }
                yield new ReferenceArray(folded.shape(), values);
            }
        };
    }

    private double factor(Op.BatchNorm norm, int channel) {
        double scale = norm.scale().map(s -> of(s).values()[channel]).orElse(1.0);
        return scale / Math.sqrt(of(norm.variance()).values()[channel] + norm.epsilon());
    }

    private static ReferenceArray sliced(Weight.Slice slice, ReferenceArray whole) {
        List<Integer> shape = whole.shape();
        int inner = (int) Weight.elements(shape.subList(slice.axis() + 1, shape.size()));
        int axis = shape.get(slice.axis());
        List<Double> kept = new ArrayList<>();
        for (int place = 0; place < whole.values().length; place++) {
            int along = place / inner % axis;
            if (along >= slice.from() && along < slice.to()) {
                kept.add(whole.values()[place]);
            }
        }
        return new ReferenceArray(
                slice.shape(), kept.stream().mapToDouble(v -> v).toArray());
    }
}
