package org.espalier.graph;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import org.espalier.random.Seed;

/** The initial values of a weight. They depend only on the seed, the weight's name and its shape. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "init")
public sealed interface Initializer {

    /** All zeros. */
    Initializer ZEROS = new Constant(0);

    /** All ones. */
    Initializer ONES = new Constant(1);

    /** Normal with variance 2 / fan-out (He et al., ICCV 2015), usual for convolutions before ReLU. */
    Initializer HE_FAN_OUT = new VarianceScaling(2, Fan.OUT, Shape.NORMAL);

    /**
     * Uniform with variance 1 / (3 fan-in): used by Auto-DeepLab's published networks, and PyTorch's default for
     * convolutions.
     */
    Initializer UNIFORM_FAN_IN = new VarianceScaling(1.0 / 3, Fan.IN, Shape.UNIFORM);

    /** Every value the same. */
    @JsonTypeName("constant")
    record Constant(double value) implements Initializer {}

    /** Normal with mean 0. */
    @JsonTypeName("normal")
    record Normal(double deviation) implements Initializer {}

    /** Mean 0 and variance {@code factor / fan}. */
    @JsonTypeName("variance-scaling")
    record VarianceScaling(double factor, Fan fan, Shape shape) implements Initializer {}

    /** What the variance is divided by: a kernel's inputs or outputs per position. */
    enum Fan {
        IN,
        OUT
    }

    /** Shape of the distribution. */
    enum Shape {
        NORMAL,
        UNIFORM
    }

    /**
     * The initial values of one weight, row-major.
     *
     * @param weight the weight that this initialiser belongs to
     * @param seed the seed of all initial weights of a run; the weight's name is mixed in here
     */
    default double[] values(Weight.Named weight, Seed seed) {
        Seed own = seed.derive(weight.name());
        LongToDoubleFunction value = switch (this) {
            case Constant constant -> index -> constant.value();
            case Normal normal -> index -> normal.deviation() * own.normal(index);
            case VarianceScaling scaling -> {
                double deviation = Math.sqrt(scaling.factor() / fan(scaling.fan(), weight.shape()));
                yield switch (scaling.shape()) {
                    case NORMAL -> index -> deviation * own.normal(index);
                    case UNIFORM -> index -> deviation * Math.sqrt(3) * (2 * own.uniform(index) - 1);
                };
            }
        };
        double[] values = new double[Math.toIntExact(Weight.elements(weight.shape()))];
        java.util.Arrays.setAll(values, value::applyAsDouble);
        return values;
    }

    private static long fan(Fan fan, List<Integer> shape) {
        long area = Weight.elements(shape.subList(Math.min(2, shape.size()), shape.size()));
        return switch (fan) {
            case IN -> area * (shape.size() > 1 ? shape.get(1) : 1);
            case OUT -> area * shape.getFirst();
        };
    }
}
