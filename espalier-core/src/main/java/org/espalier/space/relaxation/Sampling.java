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
 * From logits a to weights: {@code softmax((a + G) / T)} with standard Gumbel noise G, anew at every step (Gumbel-softmax, Jang et al., arXiv
 * 1611.01144; the concrete distribution, Maddison et al., arXiv 1611.00712; in a search, SNAS, arXiv 1812.09926). Logits of cells may be guided first.
 *
 * @param sample whether and how weights are drawn
 * @param paths how many options a choice has at a step, for {@code sample=PATHS}; 2 as in ProxylessNAS
 * @param temperature T over the search, where weights are drawn or annealed
 * @param guidance of cells by the cell before
 */
public record Sampling(Sample sample, int paths, Schedule temperature, GraphGuidance guidance) implements Relaxation {

    /** How weights come of logits. */
    public enum Sample {
        /** Nothing is drawn: {@code softmax(a)}, whatever the temperature. */
        NONE,
        /** Nothing is drawn: {@code softmax(a / T)}, which ends close to a choice, so that little is lost by making it. */
        ANNEALED,
        /** All options weigh something and all branches run. */
        SOFT,
        /**
         * The drawn option weighs 1 and the others nothing, so that only its branch runs; the gradient reaches the logits through the weight that was
         * drawn, as if it were still soft (GDAS, Dong and Yang, CVPR 2019, equation 5).
         */
        HARD,
        /**
         * Some options are drawn evenly at every step, whatever their logits: softmax among them, the others weigh nothing, so that only the drawn
         * branches run (as ProxylessNAS samples paths, Cai et al., ICLR 2019, arXiv 1812.00332, section 3.2.1, which draws them by their weights).
         */
        PATHS
    }

    /** Plain softmax. */
    public static final Sampling SOFTMAX =
            new Sampling(Sample.NONE, 2, new Schedule.Exponential(1, 0.03), GraphGuidance.NONE);

    public Sampling {
        Allowed.atLeast("paths", paths, 1);
        Allowed.positive("temperature at the end", temperature.at(Moment.END));
    }

    /** Whether nothing is drawn and nothing guided. */
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
            case PATHS ->
                scope.softmax(scope.sum(List.of(
                        logits, scope.add("paths", new Op.Noise(logits.type(), new Distribution.Subset(paths))))));
            case HARD -> scope.add("drawn", new Op.OneHot(), drawn(scope, logits));
        };
    }

    @Override
    public List<Value> guided(Scope scope, List<Value> logits, OpenCell neighbour) {
        return guidance.guided(scope, logits, neighbour);
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
