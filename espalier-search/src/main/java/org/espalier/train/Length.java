package org.espalier.train;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.espalier.problem.Allowed;
import org.espalier.run.RunLength;

/**
 * The length of a run. Every length is converted to a number of steps before the first step ({@link #inSteps}), and
 * schedules run over these steps: the result of a run does not depend on the load of the machine.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "in")
public sealed interface Length {

    /** Passes over the images that the weights are trained on. */
    @JsonTypeName("epochs")
    record Epochs(int epochs) implements Length {
        public Epochs {
            Allowed.atLeast("epochs", epochs, 1);
        }
    }

    /** A number of steps. */
    @JsonTypeName("steps")
    record Steps(long steps) implements Length {
        public Steps {
            Allowed.that(steps >= 1, "steps", steps, "1 or more");
        }
    }

    /** As many steps as fit into a duration on this machine, measured once. Evaluation does not count. */
    @JsonTypeName("minutes")
    record Minutes(double minutes) implements Length {
        public Minutes {
            Allowed.positive("minutes", minutes);
        }
    }

    /**
     * Converts this length to steps.
     *
     * @param stepsPerEpoch steps of one pass over the images
     * @param secondsPerStep measures a step; called only for a duration
     */
    default RunLength inSteps(int stepsPerEpoch, DoubleSupplier secondsPerStep) {
        return switch (this) {
            case Epochs all -> RunLength.of((long) all.epochs * stepsPerEpoch, stepsPerEpoch);
            case Steps all -> RunLength.of(all.steps, stepsPerEpoch);
            case Minutes time -> {
                double seconds = secondsPerStep.getAsDouble();
                long steps = Math.max(1, Math.round(60 * time.minutes / seconds));
                yield new RunLength(steps, stepsPerEpoch, Optional.of(time.minutes), Optional.of(seconds));
            }
        };
    }

    /**
     * The length of one of several parts of a run. Steps and minutes are divided; every part has all epochs.
     *
     * @param share of the part, more than 0, at most 1
     */
    default Length share(double share) {
        return switch (this) {
            case Epochs all -> all;
            case Steps all -> new Steps(Math.max(1, Math.round(all.steps * share)));
            case Minutes time -> new Minutes(time.minutes * share);
        };
    }
}
