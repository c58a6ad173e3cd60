package org.espalier.engine.loss;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.espalier.engine.input.Inputs;
import org.espalier.engine.tensor.HostArrays;
import org.espalier.loss.Objective;
import org.espalier.loss.OutputFunction;
import org.espalier.text.Text;

/**
 * Value of an objective.
 * @param total the sum of all terms times their factors
 * @param terms each term without its factor, in order
 */
public record ObjectiveValue(double total, List<Double> terms) {

    /** Computes an objective and adds its gradients to those of the leaves that the outputs depend on. */
    public static ObjectiveValue differentiated(
            Objective objective, Map<String, Tensor> outputs, Inputs inputs, ScalarType type) {
        LossValues losses = new LossValues(type);
        List<Double> terms = new ArrayList<>();
        Tensor differentiable = HostArrays.zeros(type);
        double total = 0;
        for (Objective.Term term : objective.terms()) {
            Part part = switch (term) {
                case Objective.OfLogits ofLogits -> {
                    Tensor output = output(ofLogits.output(), outputs);
                    yield Part.of(losses.of(ofLogits.loss(), output, labels(ofLogits, output, inputs)));
                }
                case Objective.OfValue ofValue ->
                    Part.of(output(ofValue.output(), outputs).sum());
                case Objective.OfFunction ofFunction -> function(ofFunction, outputs, type);
            };
            double factor = term.factor();
            terms.add(part.value);
            total += factor * part.value;
            differentiable = differentiable.add(part.differentiable, new Scalar(factor));
        }
        if (differentiable.requires_grad()) {
            differentiable.backward();
        }
        return new ObjectiveValue(total, terms);
    }

    /**
     * A term without its factor.
     * @param differentiable a scalar with the gradient of the term
     */
    private record Part(double value, Tensor differentiable) {

        static Part of(Tensor value) {
            return new Part(value.item_double(), value);
        }
    }

    /** A scalar with the gradient that the function returns: the sum of outputs times constant gradients. */
    private static Part function(Objective.OfFunction term, Map<String, Tensor> outputs, ScalarType type) {
        Map<String, double[]> values = new HashMap<>();
        term.outputs().forEach(name -> {
            try (Tensor detached = output(name, outputs).detach()) {
                values.put(name, HostArrays.doubles(detached));
            }
        });
        OutputFunction.Valued valued = term.function().at(values);
        Tensor sum = HostArrays.zeros(type);
        for (String name : term.outputs()) {
            double[] gradient = valued.gradient().get(name);
            if (gradient != null) {
                Tensor output = output(name, outputs);
                List<Integer> shape =
                        LongStream.of(output.shape()).mapToObj(Math::toIntExact).toList();
                sum = sum.add(
                        output.mul(HostArrays.tensor(gradient, shape, type)).sum());
            }
        }
        return new Part(valued.value(), sum);
    }

    private static Tensor output(String name, Map<String, Tensor> outputs) {
        return Objects.requireNonNull(outputs.get(name), name);
    }

    private static byte[] labels(Objective.OfLogits term, Tensor logits, Inputs inputs) {
        byte[] labels = inputs.labels(term.labels());
        if (labels.length != logits.size(0) * logits.size(2) * logits.size(3)) {
            throw new IllegalArgumentException(Text.format(
                    "output %s is %dx%d (HEIGHTxWIDTH) and the labels are %dx%d;"
                            + " resize the logits to stride 1 in the graph",
                    term.output(),
                    logits.size(2),
                    logits.size(3),
                    inputs.extent().height(),
                    inputs.extent().width()));
        }
        return labels;
    }
}
