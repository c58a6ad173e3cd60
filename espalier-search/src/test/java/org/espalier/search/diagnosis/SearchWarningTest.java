package org.espalier.search.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import org.espalier.config.Configs;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.random.Seed;
import org.espalier.schedule.Schedule;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.space.Choice;
import org.espalier.space.relaxation.GraphGuidance;
import org.espalier.space.relaxation.Sampling;
import org.espalier.space.relaxation.Sampling.Sample;
import org.junit.jupiter.api.Test;

class SearchWarningTest {

    private static final List<String> OPERATIONS =
            List.of("none", "skip_connect", "max_pool_3x3", "sep_conv_3x3", "atrous_conv_3x3");

    @Test
    void annealingBeforeTheFirstArchitectureStepIsWarnedOf() {
        Sampling steep = annealed(Sample.ANNEALED, new Schedule.Exponential(1, 0.003));
        assertThat(Annealing.endsBeforeChoicesOpen(steep, 0.5, 1000).orElseThrow())
                .contains("from 1.00 to 0.0548, of a final 0.00300,", "50 % of the search");
        assertThat(Annealing.endsBeforeChoicesOpen(steep, 0.1, 1000)).isEmpty();
        Sampling gentle = annealed(Sample.ANNEALED, new Schedule.Exponential(1, 0.5));
        assertThat(Annealing.endsBeforeChoicesOpen(gentle, 0.5, 1000)).isEmpty();
        Sampling unused = annealed(Sample.NONE, new Schedule.Exponential(1, 0.003));
        assertThat(Annealing.endsBeforeChoicesOpen(unused, 0.5, 1000)).isEmpty();
    }

    /** The head has rates of 24, 12 and 6 on maps at strides 4, 8 and 16, for crops of 321. */
    @Test
    void headRatesForLargeCropsAreWarnedOfOnSmallCrops() {
        Graph supernet = published("supernet.headRate=96");
        assertThat(HeadRates.beyondMap(supernet, Extent.of(48, 64)).orElseThrow())
                .contains("rate 24 on a map of 12x16");
        assertThat(HeadRates.beyondMap(supernet, Extent.of(321, 321))).isEmpty();
        assertThat(HeadRates.beyondMap(published(), Extent.of(96, 128)))
                .as("the preset's rate and crop")
                .isEmpty();
    }

    @Test
    void pathsThatAreDrawnTooSeldomAreWarnedOf() {
        List<Choice> choices = List.of(choice("a"), new Choice("way", List.of("up", "down")));
        for (Sample sample : List.of(Sample.PATHS, Sample.FAIR_PATHS)) {
            Sampling two = new Sampling(sample, 2, Sampling.SOFTMAX.temperature(), GraphGuidance.NONE);
            assertThat(SampledPaths.drawnTooSeldom(two, choices, 200).orElseThrow())
                    .startsWith("of 5 options of a, 2 are drawn at each of 200 steps, so each learns in about 80 of")
                    .contains("allow 250 steps");
            assertThat(SampledPaths.drawnTooSeldom(two, choices, 250)).isEmpty();
        }
        assertThat(SampledPaths.drawnTooSeldom(Sampling.SOFTMAX, choices, 10)).isEmpty();
    }

    private static Graph published(String... more) {
        List<String> settings = new ArrayList<>(List.of("supernet.form=PUBLISHED"));
        settings.addAll(List.of(more));
        return Configs.resolve(AutoDeepLabConfig.class, AutoDeepLabConfig.CPU, Optional.empty(), settings)
                .space()
                .supernet(11)
                .graph();
    }

    @Test
    void mostlySkipsOrPoolsAreCountedAmongTheDecodedOperations() {
        List<Choice> choices = List.of(choice("a"), choice("b"), choice("c"), new Choice("way", List.of("up", "down")));
        assertThat(Operations.mostlySkipsOrPools(
                                choices, Map.of("a", only(1), "b", only(2), "c", only(3), "way", new double[] {1, 0}))
                        .orElseThrow())
                .startsWith("2 of the 3 decoded operations");
        assertThat(Operations.mostlySkipsOrPools(
                        choices, Map.of("a", only(1), "b", only(4), "c", only(3), "way", new double[] {1, 0})))
                .isEmpty();
        assertThat(Operations.mostlySkipsOrPools(choices, Map.of("a", only(0), "b", only(0), "c", only(0))))
                .as("none is not an operation")
                .isEmpty();
    }

    /** A signal of a fifth of the noise needs (1.96 / 0.2)^2, about 96 steps. */
    @Test
    void tooFewStepsForTheSignalAreWarnedOf() {
        SignalToNoise noise = signal(0);
        assertThat(noise.fewerSteps(400)).as("%s", noise.neededSteps()).isPresent();
        SignalToNoise strong = signal(0.2);
        assertThat(strong.neededSteps()).isCloseTo(96, within(35.0));
        assertThat(strong.fewerSteps(400)).isEmpty();
        assertThat(strong.fewerSteps(30)).isPresent();
        assertThat(new SignalToNoise().fewerSteps(1)).as("no data yet").isEmpty();
    }

    /** 400 steps of 40 choices; gradients are noise of deviation 1 around a mean of random sign. */
    private static SignalToNoise signal(double mean) {
        RandomGenerator random = new Seed(5).generator();
        SignalToNoise signal = new SignalToNoise();
        for (int epoch = 0; epoch < 10; epoch++) {
            SequencedMap<String, GradientSummary.OfChoice> byChoice = new LinkedHashMap<>();
            for (int choice = 0; choice < 40; choice++) {
                byChoice.put("choice " + choice, sampled(random, mean));
            }
            signal.add(new GradientSummary(40, 0.02, byChoice));
        }
        return signal;
    }

    /** Two options with opposite gradients, like those of logits before a softmax. */
    private static GradientSummary.OfChoice sampled(RandomGenerator random, double mean) {
        double sum = 0;
        double squares = 0;
        for (int step = 0; step < 40; step++) {
            double gradient = mean + random.nextGaussian();
            sum += gradient;
            squares += gradient * gradient;
        }
        double average = sum / 40;
        return new GradientSummary.OfChoice(2, Math.abs(average), Math.sqrt((squares - 40 * average * average) / 39));
    }

    private static Sampling annealed(Sample sample, Schedule temperature) {
        return new Sampling(sample, 2, temperature, GraphGuidance.NONE);
    }

    private static Choice choice(String name) {
        return new Choice(name, OPERATIONS);
    }

    private static double[] only(int option) {
        double[] weights = new double[OPERATIONS.size()];
        weights[option] = 1;
        return weights;
    }
}
