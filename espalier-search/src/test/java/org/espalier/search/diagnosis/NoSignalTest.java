package org.espalier.search.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import org.espalier.graph.Role;
import org.espalier.optimizer.Optimizer;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class NoSignalTest {

    private static final Optimizer ADAM = new Optimizer.Adam(0.9, 0.999, 1e-8, Map.of(Role.ARCHITECTURE, 1e-3));
    private static final Optimizer DESCENT = new Optimizer.Sgd(0, false, Map.of());
    private static final double RATE = 0.02;
    private static final int OPTIONS = 5;
    private static final int CHOICES = 40;

    /** The demo's searches ended at 0.22 (cell) and 0.19 (path) after 160 steps. */
    @Test
    void logitsOf160AdamStepsWithoutSignalAreAbout024() {
        NoSignal none = noSignal(ADAM);
        none.advance(epoch(160, 0.01));
        assertThat(none.rms().mean()).isCloseTo(0.24, within(0.02));
        assertThat(none.rms().low()).isLessThan(none.rms().mean());
        assertThat(none.rms().high()).isGreaterThan(none.rms().mean());
    }

    @Test
    void adamIsNearlyInvariantToGradientScaleAndGradientDescentIsNot() {
        Optimizer adam = new Optimizer.Adam(0.9, 0.999, 1e-8, Map.of());
        assertThat(rms(adam, 1e-3)).isCloseTo(rms(adam, 1), within(1e-4));
        assertThat(rms(DESCENT, 2)).isCloseTo(2 * rms(DESCENT, 1), within(1e-9));
    }

    /** The random walk of plain gradient descent is known: root of the steps, times rate, times deviation. */
    @Test
    void gradientDescentWalksWithTheRootOfItsSteps() {
        NoSignal none = noSignal(DESCENT);
        none.advance(epoch(100, 0.5));
        assertThat(none.rms().mean()).isCloseTo(Math.sqrt(100) * RATE * 0.5, within(2e-3));
    }

    @Test
    void severalEpochsGiveTheSameWalkAsOneLongEpoch() {
        NoSignal parts = noSignal(ADAM);
        parts.advance(epoch(30, 0.1));
        parts.advance(epoch(50, 0.1));
        NoSignal whole = noSignal(ADAM);
        whole.advance(epoch(80, 0.1));
        assertThat(parts.rms()).isEqualTo(whole.rms());
        assertThat(parts.margins(Margin.TOP_TWO)).isEqualTo(whole.margins(Margin.TOP_TWO));
    }

    /** Simulated searches with noise as gradients: at most one in a hundred may be judged to differ from noise. */
    @Test
    void noiseIsJudgedAsNoise() {
        List<Integer> called = new ArrayList<>();
        for (int seed = 0; seed < 100; seed++) {
            if (verdict(new Seed(1000 + seed), 0).differsFromNoise()) {
                called.add(seed);
            }
        }
        assertThat(called).as("seeds with noise that was judged a signal").hasSizeLessThanOrEqualTo(5);
    }

    /** A mean gradient of half a standard deviation on one option: 60 steps are enough to detect it. */
    @Test
    void aDriftIsNotJudgedAsNoise() {
        for (int seed = 0; seed < 20; seed++) {
            Verdict verdict = verdict(new Seed(2000 + seed), 0.5);
            assertThat(verdict.differsFromNoise())
                    .as("seed %d: %s", seed, verdict)
                    .isTrue();
            assertThat(verdict.words()).contains("decisions are beyond noise").contains("p < 0.001");
        }
    }

    @Test
    void withoutArchitectureStepsThereIsNoVerdict() {
        Verdict verdict = Verdict.of(0, 0);
        assertThat(verdict.differsFromNoise()).isFalse();
        assertThat(verdict.words()).startsWith("no decision can be judged");
    }

    /** Tails with a closed form. */
    @Test
    void theTailOfTheBinomialDistributionIsExact() {
        assertThat(Binomial.tail(3, 0, 0.5)).isCloseTo(1, within(1e-12));
        assertThat(Binomial.tail(3, 2, 0.5)).isCloseTo(0.5, within(1e-12));
        assertThat(Binomial.tail(3, 3, 0.5)).isCloseTo(0.125, within(1e-12));
        assertThat(Binomial.tail(20, 1, 0.05)).isCloseTo(1 - Math.pow(0.95, 20), within(1e-12));
    }

    /** A search of 60 Adam steps; gradients are noise plus, on the first option, a mean in standard deviations. */
    private static Verdict verdict(Seed seed, double drift) {
        RandomGenerator random = seed.generator();
        SequencedMap<String, double[]> logits = new LinkedHashMap<>();
        Map<String, double[]> initial = new LinkedHashMap<>();
        for (String choice : options().keySet()) {
            double[] values = new double[OPTIONS];
            PlainOptimizer optimizer = new PlainOptimizer(ADAM, 1e-3, OPTIONS);
            for (int step = 0; step < 60; step++) {
                double[] gradients = random.doubles(OPTIONS)
                        .map(one -> random.nextGaussian())
                        .toArray();
                gradients[0] -= drift;
                optimizer.move(values, gradients, RATE);
            }
            logits.put(choice, values);
            initial.put(choice, new double[OPTIONS]);
        }
        NoSignal none = noSignal(ADAM);
        none.advance(epoch(60, 1));
        return LogitStates.of(logits, initial, Margin.TOP_TWO, none).verdict();
    }

    private static double rms(Optimizer rule, double deviation) {
        NoSignal none = noSignal(rule);
        none.advance(epoch(40, deviation));
        return none.rms().mean();
    }

    private static NoSignal noSignal(Optimizer rule) {
        return new NoSignal(rule, options(), new Seed(3));
    }

    private static SequencedMap<String, Integer> options() {
        SequencedMap<String, Integer> options = new LinkedHashMap<>();
        for (int choice = 0; choice < CHOICES; choice++) {
            options.put("choice " + choice, OPTIONS);
        }
        return options;
    }

    private static GradientSummary epoch(long steps, double deviation) {
        SequencedMap<String, GradientSummary.OfChoice> byChoice = new LinkedHashMap<>();
        options().forEach((choice, count) -> byChoice.put(choice, new GradientSummary.OfChoice(count, 0, deviation)));
        return new GradientSummary(steps, RATE, byChoice);
    }
}
