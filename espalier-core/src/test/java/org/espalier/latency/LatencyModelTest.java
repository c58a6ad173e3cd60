package org.espalier.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.espalier.latency.LatencyModel.Measured;
import org.espalier.latency.LatencyModel.Parts;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class LatencyModelTest {

    private static final Seed SEED = new Seed(7);

    @Test
    void theFitFindsTheModelThatMadeTheTimes() {
        LatencyModel truth = new LatencyModel(0.93, 0.2, 0.004);
        LatencyModel fitted = LatencyModel.fit(networks(truth, 20));
        assertThat(fitted.apart()).as("seed %s", SEED).isCloseTo(0.93, within(1e-9));
        assertThat(fitted.within()).isCloseTo(0.2, within(1e-9));
        assertThat(fitted.nodeMillis()).isCloseTo(0.004, within(1e-9));
    }

    /** More operations cannot take less time; a negative factor would only fit noise. */
    @Test
    void noFactorIsNegative() {
        RandomGenerator random = SEED.generator();
        List<Measured> noisy = networks(new LatencyModel(0.9, 0, 0), 30).stream()
                .map(one -> new Measured(one.parts(), one.millis() * (1 + 0.1 * random.nextGaussian())))
                .toList();
        LatencyModel fitted = LatencyModel.fit(noisy);
        assertThat(fitted.apart()).isCloseTo(0.9, within(0.1));
        assertThat(fitted.within()).isNotNegative();
        assertThat(fitted.nodeMillis()).isNotNegative();
        LatencyModel least = LatencyModel.fit(networks(new LatencyModel(0.9, -0.5, 0.001), 30));
        assertThat(least.within()).isZero();
        assertThat(least.apart()).isPositive();
    }

    @Test
    void similarNetworksDoNotDetermineTheParameters() {
        List<Measured> alike = Stream.generate(() -> new Measured(new Parts(1, 2, 3), 4))
                .limit(10)
                .toList();
        assertThatThrownBy(() -> LatencyModel.fit(alike))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not determine the parameters");
        assertThatThrownBy(() -> LatencyModel.fit(alike.subList(0, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("networks: 3");
    }

    @Test
    void aModelSurvivesItsText() {
        LatencyModel model = new LatencyModel(0.1 + 0.2, -1e-7, 3);
        assertThat(LatencyModel.parse(model.text())).isEqualTo(model);
    }

    @Test
    void perfectPredictionsAgreePerfectly() {
        double[] measured = {3, 1, 2};
        assertThat(Agreement.of(measured, measured)).isEqualTo(new Agreement(0, 1));
        assertThat(Agreement.of(new double[] {1, 3, 2}, measured).spearman()).isEqualTo(-1);
    }

    @Test
    void onlyTheOrderCountsForTheCorrelationAndOnlyTheDistanceForTheError() {
        Agreement twice = Agreement.of(new double[] {2, 8, 4}, new double[] {1, 4, 2});
        assertThat(twice.meanAbsoluteError()).isEqualTo(1);
        assertThat(twice.spearman()).isEqualTo(1);
    }

    /** 1, 2.5, 2.5, 4 against 1, 2, 3, 4: the textbook formula for ties. */
    @Test
    void tiesShareTheirRank() {
        Agreement tied = Agreement.of(new double[] {10, 20, 20, 30}, new double[] {1, 2, 3, 4});
        assertThat(tied.spearman()).isCloseTo(4.5 / Math.sqrt(4.5 * 5), within(1e-12));
    }

    private static List<Measured> networks(LatencyModel truth, int count) {
        RandomGenerator random = SEED.generator();
        return IntStream.range(0, count)
                .mapToObj(i -> new Parts(1 + 20 * random.nextDouble(), random.nextDouble(), 20 + random.nextInt(200)))
                .map(parts -> new Measured(parts, truth.millis(parts)))
                .toList();
    }
}
