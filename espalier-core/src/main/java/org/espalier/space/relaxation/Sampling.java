package org.espalier.space.relaxation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.espalier.graph.Distribution;
import org.espalier.graph.Op;
import org.espalier.graph.Scope;
import org.espalier.graph.Type;
import org.espalier.graph.Value;
import org.espalier.problem.Allowed;
import org.espalier.schedule.Moment;
import org.espalier.schedule.Schedule;
import org.espalier.space.OpenCell;
import org.espalier.space.Relaxation;

/**
 * Computes weights from logits a: {@code softmax((a + G) / T)} with standard Gumbel noise G, drawn at every step
 * (Gumbel-softmax, Jang et al., arXiv 1611.01144; the concrete distribution, Maddison et al., arXiv 1611.00712; in a
 * search, SNAS, arXiv 1812.09926). Guidance of cells, if any, comes first.
 *
 * @param sample whether and how weights are sampled
 * @param paths number of options that a choice samples per step, for {@code sample=PATHS} and {@code FAIR_PATHS}; 2 as in
 *     ProxylessNAS
 * @param temperature T over the search, where weights are sampled or annealed
 * @param guidance of cells by the previous cell
 */
public record Sampling(Sample sample, int paths, Schedule temperature, GraphGuidance guidance) implements Relaxation {

    /** How weights are computed from logits. */
    public enum Sample {
        /** No sampling: {@code softmax(a)}, at any temperature. */
        NONE,
        /** No sampling: {@code softmax(a / T)}, which ends close to one-hot, so that decoding loses little. */
        ANNEALED,
        /** All options have a weight above 0 and all branches run. */
        SOFT,
        /**
         * The sampled option has weight 1 and the others 0, so that only its branch runs; the gradient flows to the
         * logits as if the weight were still soft (GDAS, Dong and Yang, CVPR 2019, equation 5).
         */
        HARD,
        /**
         * Some options are sampled uniformly at every step, independently of their logits: softmax among them, weight 0
         * for the others, so that only the sampled branches run (ProxylessNAS, Cai et al., ICLR 2019, arXiv 1812.00332,
         * section 3.2.1, samples paths too, but by their weights).
         */
        PATHS,
        /**
         * As {@code PATHS}, but each option is sampled equally often in a few steps (strict fairness, FairNAS, Chu et al.,
         * ICCV 2021, arXiv 1907.01845, which lets the weights step once for all of them).
         */
        FAIR_PATHS
    }

    /** Plain softmax. */
    public static final Sampling SOFTMAX =
            new Sampling(Sample.NONE, 2, new Schedule.Exponential(1, 0.03), GraphGuidance.NONE);

    /** Some options of each choice, uniformly sampled. */
    public static Sampling ofPaths(int paths) {
        return new Sampling(Sample.PATHS, paths, SOFTMAX.temperature, GraphGuidance.NONE);
    }

    public Sampling {
        Allowed.atLeast("paths", paths, 1);
        Allowed.positive("temperature at the end", temperature.at(Moment.END));
    }

    /** Whether there is neither sampling nor guidance. */
    @JsonIgnore
    public boolean isPlain() {
        return sample == Sample.NONE && guidance.gamma() == 0;
    }

    @Override
    public Value weights(Scope scope, Value logits) {
        return switch (sample) {
            case NONE -> scope.softmax(logits);
            case ANNEALED -> sharpened(scope, logits);
            case SOFT -> drawn(scope, logits);
            case PATHS -> among(scope, logits, new Distribution.Subset(paths));
            case FAIR_PATHS -> among(scope, logits, new Distribution.FairSubset(paths));
            case HARD -> scope.add("drawn", new Op.OneHot(), drawn(scope, logits));
        };
    }

    @Override
    public List<Value> guided(Scope scope, List<Value> logits, OpenCell neighbour) {
        return guidance.guided(scope, logits, neighbour);
    }

    private static Value among(Scope scope, Value logits, Distribution subset) {
        return scope.softmax(scope.sum(List.of(logits, scope.add("paths", new Op.Noise(logits.type(), subset)))));
    }

    private Value drawn(Scope scope, Value logits) {
        Value noise = scope.add("gumbel", new Op.Noise(logits.type(), new Distribution.Gumbel()));
        return sharpened(scope, scope.sum(List.of(logits, noise)));
    }

    private Value sharpened(Scope scope, Value logits) {
        Value sharpness = scope.add(
                "sharpness", new Op.Noise(Type.Tensor.vector(1), new Distribution.InverseTemperature(temperature)));
        return scope.softmax(scope.multiply(logits, sharpness));
    }
}
