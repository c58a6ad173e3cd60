package org.espalier.graph;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.espalier.schedule.Schedule;

/**
 * The distribution of a noise input. The engine draws each value as a function of (seed, purpose, step, name, rank):
 * running a graph has no side effects, and a recomputed segment gets the same values.
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

    /**
     * As {@link Dropout}, with a keep probability that falls linearly from 1 to {@code keep} during training: scheduled
     * drop-path.
     */
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
     * 0 for {@code kept} values, drawn uniformly, and minus infinity for the others: added to logits it leaves that
     * many options to a softmax. If there are no more than {@code kept} values, all are kept.
     */
    @JsonTypeName("subset")
    record Subset(int kept) implements Distribution {
        public Subset {
            requireKept(kept);
        }
    }

    /**
     * As {@link Subset}, but of n values each is kept equally often in n / gcd(n, kept) steps, in an order that is drawn
     * for these steps.
     */
    @JsonTypeName("fair-subset")
    record FairSubset(int kept) implements Distribution {
        public FairSubset {
            requireKept(kept);
        }
    }

    /**
     * Not random: {@code 1 / T} for all values, changing over the run. Logits times this give a softmax at temperature
     * T.
     *
     * @param temperature more than 0 at every moment
     */
    @JsonTypeName("inverse-temperature")
    record InverseTemperature(Schedule temperature) implements Distribution {}

    private static void requireKept(int kept) {
        if (kept < 1) {
            throw new IllegalArgumentException("kept: " + kept + "; allowed: at least 1");
        }
    }

    private static void requireProbability(double keep) {
        if (!(keep > 0 && keep <= 1)) {
            throw new IllegalArgumentException("keep: " + keep + "; allowed: more than 0, at most 1");
        }
    }
}
