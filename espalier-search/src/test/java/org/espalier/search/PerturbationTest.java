package org.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Objects;
import org.espalier.random.Seed;
import org.espalier.space.ChoiceWeights;
import org.junit.jupiter.api.Test;

class PerturbationTest {

    /** Gumbel-max: the strongest option is each one with its own weight. 4,000 draws leave a deviation of 0.008. */
    @Test
    void theStrongestOptionIsADrawByTheWeights() {
        double[] weights = {0.1, 0.6, 0, 0.3};
        double[] drawn = new double[weights.length];
        int draws = 4000;
        for (int draw = 0; draw < draws; draw++) {
            drawn[strongest(Map.of("a", weights), draw)] += 1.0 / draws;
        }
        assertThat(drawn[2]).isZero();
        for (int option = 0; option < weights.length; option++) {
            assertThat(drawn[option]).as("option %d", option).isCloseTo(weights[option], within(0.03));
        }
    }

    @Test
    void choicesAreDrawnIndependently() {
        int alike = 0;
        for (int draw = 0; draw < 1000; draw++) {
            Map<String, double[]> perturbed =
                    Perturbation.of(Map.of("a", new double[] {0.5, 0.5}, "b", new double[] {0.5, 0.5}), new Seed(draw));
            alike += strongest(perturbed, "a") == strongest(perturbed, "b") ? 1 : 0;
        }
        assertThat(alike).isBetween(430, 570);
    }

    private static int strongest(Map<String, double[]> weights, long seed) {
        return strongest(Perturbation.of(weights, new Seed(seed)), "a");
    }

    private static int strongest(Map<String, double[]> weights, String choice) {
        return ChoiceWeights.strongest(Objects.requireNonNull(weights.get(choice)), 0);
    }
}
