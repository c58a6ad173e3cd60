package org.espalier.search.diagnosis;

import org.espalier.run.Event;
import org.espalier.text.Text;

/**
 * Whether a search's decisions differ from noise. Each decision has a margin, which is compared with a quantile that
 * one in twenty exceeds under the null ({@code docs/search.md}).
 *
 * @param decisions number of choices
 * @param beyondNoise number of margins above the 95 % quantile of the null for the same number of options
 * @param expectedByChance expected number under the null
 * @param probability of at least so many under the null (binomial tail)
 */
public record Verdict(int decisions, int beyondNoise, double expectedByChance, double probability) {

    private static final double BY_CHANCE = 1 - NoSignal.LEVEL;
    private static final double SIGNIFICANT = 0.01;

    /** The verdict on a number of decisions. */
    public static Verdict of(int decisions, int beyondNoise) {
        return new Verdict(
                decisions, beyondNoise, decisions * BY_CHANCE, Binomial.tail(decisions, beyondNoise, BY_CHANCE));
    }

    /** Whether so many decisions beyond noise occur by chance in less than one of a hundred searches. */
    public boolean differsFromNoise() {
        return decisions > 0 && probability < SIGNIFICANT;
    }

    /** The verdict as a sentence. */
    public String words() {
        if (decisions == 0) {
            return "no decision can be judged: no architecture step was taken, or the space has no choices";
        }
        String chance = Text.format(
                "%.1f would be by chance (p %s)",
                expectedByChance, probability < 0.001 ? "< 0.001" : Text.format("= %.3f", probability));
        return differsFromNoise()
                ? Text.format("%d of %d decisions are beyond noise; %s", beyondNoise, decisions, chance)
                : Text.format(
                        "decisions do not differ from noise: %d of %d are beyond it; %s",
                        beyondNoise, decisions, chance);
    }

    /** The event {@code verdict}. */
    public Event event(long step) {
        return Event.now("verdict", step)
                .with("decisions", decisions)
                .with("beyondNoise", beyondNoise)
                .with("expectedByChance", expectedByChance)
                .with("probability", probability)
                .with("words", words());
    }
}
