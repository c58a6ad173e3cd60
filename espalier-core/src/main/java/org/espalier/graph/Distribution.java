package org.espalier.graph;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.espalier.schedule.Schedule;

/**
 * What a noise input is drawn from. The engine draws it by (seed, purpose, step, name, rank), so that running a graph changes nothing and
 * a recomputed segment sees the same values.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "distribution")
public sealed interface Distribution {

    /** 1 / keep with probability {@code keep}, else 0: a dropout mask. */
    @JsonTypeName("dropout")
    record Dropout(double keep) implements Distribution {
        public Dropout {
            requireProbability(keep);
        }
    }

    /** As {@link Dropout}, with a keep probability that falls linearly from 1 to {@code keep} over the training: scheduled drop-path. */
    @JsonTypeName("scheduled-dropout")
    record ScheduledDropout(double keep) implements Distribution {
        public ScheduledDropout {
            requireProbability(keep);
        }

        /** The keep probability at a share of the training done, 0 to 1. */
        public double keepAt(double progress) {
            return 1 - progress * (1 - keep);
        }
    }

    /** Standard Gumbel, {@code -log(-log(u))}. */
    @JsonTypeName("gumbel")
    record Gumbel() implements Distribution {}

    /**
     * 0 for {@code kept} of the values, drawn evenly, and minus infinity for the others: added to logits it leaves so many options to a softmax. All are
     * kept where there are no more.
     */
    @JsonTypeName("subset")
    record Subset(int kept) implements Distribution {
        public Subset {
            if (kept < 1) {
                throw new IllegalArgumentException("kept: " + kept + "; allowed: at least 1");
            }
        }
    }

    /**
     * No randomness, but what moves over the run in the same way: {@code 1 / T}, the same for all values. A product with it makes a softmax as sharp as
     * the temperature T says.
     *
     * @param temperature more than 0 at every moment
     */
    @JsonTypeName("inverse-temperature")
    record InverseTemperature(Schedule temperature) implements Distribution {}

    private static void requireProbability(double keep) {
        if (!(keep > 0 && keep <= 1)) {
            throw new IllegalArgumentException("keep: " + keep + "; allowed: more than 0, at most 1");
        }
    }
}
