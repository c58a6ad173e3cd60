package org.espalier.search.diagnosis;

import java.util.Locale;
import org.espalier.run.Event;

/**
 * Whether a search's decisions differ from noise. Each decision has a margin; under the null of {@code docs/search.md} one in twenty exceeds the
 * quantile that it is compared with.
 *
 * @param decisions how many choices were judged
 * @param beyondNoise how many of their margins exceed the 95 % quantile of the null's margin for as many options
 * @param expectedByChance how many would if nothing had been learned
 * @param probability of so many or more by chance (binomial tail)
 */
public record Verdict(int decisions, int beyondNoise, double expectedByChance, double probability) {

    private static final double BY_CHANCE = 1 - NoSignal.LEVEL;
    private static final double SIGNIFICANT = 0.01;

    /** The verdict on so many decisions. */
    public static Verdict of(int decisions, int beyondNoise) {
        return new Verdict(
                decisions, beyondNoise, decisions * BY_CHANCE, Binomial.tail(decisions, beyondNoise, BY_CHANCE));
    }

    /** Whether more decisions are beyond noise than chance gives once in a hundred searches. */
    public boolean differsFromNoise() {
        return decisions > 0 && probability < SIGNIFICANT;
    }

    /** The verdict as a sentence. */
    public String words() {
        if (decisions == 0) {
            return "no decision can be judged: no architecture step was taken, or the space has no choices";
        }
        String chance = String.format(
                Locale.ROOT,
                "%.1f would be by chance (p %s)",
                expectedByChance,
                probability < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "= %.3f", probability));
        return differsFromNoise()
                ? "%d of %d decisions are beyond noise; %s".formatted(beyondNoise, decisions, chance)
                : "decisions do not differ from noise: %d of %d are beyond it; %s"
                        .formatted(beyondNoise, decisions, chance);
    }

    /** The verdict in the events of a run. */
    public Event event(long step) {
        return Event.now("verdict", step)
                .with("decisions", decisions)
                .with("beyondNoise", beyondNoise)
                .with("expectedByChance", expectedByChance)
                .with("probability", probability)
                .with("words", words());
    }
}
