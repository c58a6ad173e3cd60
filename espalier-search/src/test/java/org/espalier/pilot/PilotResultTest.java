package org.espalier.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PilotResultTest {

    /** Three networks, two seeds; after 10 steps the first seed ranks them in reverse, the second as in the end. */
    private static PilotResult result() {
        List<ScoredTraining> trainings = new ArrayList<>();
        trainings.add(scored(1, 1, 0.3, 0.50));
        trainings.add(scored(2, 1, 0.2, 0.60));
        trainings.add(scored(3, 1, 0.1, 0.70));
        trainings.add(scored(0, 1, 0.1, 0.55));
        trainings.add(scored(1, 2, 0.1, 0.52));
        trainings.add(scored(2, 2, 0.2, 0.58));
        trainings.add(scored(3, 2, 0.3, 0.70));
        trainings.add(scored(0, 2, 0.1, 0.57));
        return PilotResult.of(trainings);
    }

    @Test
    void meansAndTheBestAreOverSeeds() {
        assertThat(result().components().mean()).isEqualTo(0.6, within(1e-12));
        assertThat(result().means()).hasSize(3).first().isEqualTo(0.7);
        assertThat(result().best()).isEqualTo(0.7, within(1e-12));
        assertThat(result().handDesigned())
                .hasValueSatisfying(score -> assertThat(score).isEqualTo(0.56, within(1e-12)));
        assertThat(result().steps()).isEqualTo(20);
    }

    @Test
    void rungsAreComparedWithTheMeansOfTheEnd() {
        assertThat(result().tauSeeds()).isEqualTo(1, within(1e-12));
        assertThat(result().tauRungs()).containsOnlyKeys(10L);
        assertThat(result().tauRungs().get(10L)).isEqualTo(0, within(1e-12));
    }

    /** Blom: of 16, the largest is 1.77 standard deviations above the mean. */
    @Test
    void theExpectedGainIsThatOfTheLargestOfSomeTimesWhatATrainingSees() {
        PilotResult result = result();
        double seen =
                result.components().between() * Math.sqrt(result.components().reliability());
        assertThat(result.expectedGain(16)).isEqualTo(1.77 * seen, within(0.01 * seen));
        assertThat(result.hours(16)).isEqualTo(16 * 36.0 / 3600, within(1e-12));
    }

    private static ScoredTraining scored(int network, int seed, double early, double last) {
        TreeMap<Long, Double> miou = new TreeMap<>();
        miou.put(10L, early);
        miou.put(20L, last);
        return new ScoredTraining(network, seed, miou, 36);
    }
}
