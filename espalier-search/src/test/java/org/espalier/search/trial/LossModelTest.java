package org.espalier.search.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class LossModelTest {

    /** Half of the sum of 1 to 12, over 12. */
    private static final double MEAN_EFFECT = 3.25;

    /**
     * One feature, 0, 1, 0, 1, losses 2, 4, 2, 4. Centred, the feature is -0.5 and 0.5, so with the strength s the
     * coefficient is 2 / (1 + s). Each loss left out is then predicted from the other three with an error of
     * 4/3 - (8/9) / (2/3 + s), which is least for the least strength, 0.5; by their mean with an error of 4/3.
     */
    @Test
    void fourLossesGiveTheCoefficientThatRidgeRegressionHasByHand() {
        Map<String, Double> has = Map.of("a", 1.0);
        LossModel model = LossModel.of(List.of(Map.of(), has, Map.of(), has), new double[] {2, 4, 2, 4});
        assertThat(model.predict(has)).isCloseTo(3 + 2.0 / 3, within(1e-12));
        assertThat(model.predict(Map.of())).isCloseTo(3 - 2.0 / 3, within(1e-12));
    }

    /** Networks with and without the feature have the same mean loss. */
    @Test
    void aFeatureThatPredictsNoLossOfTheOthersIsNotBelieved() {
        Map<String, Double> has = Map.of("a", 1.0);
        LossModel model =
                LossModel.of(List.of(Map.of(), has, Map.of(), has, Map.of(), has), new double[] {2, 4, 5, 2, 3, 4});
        assertThat(model.predict(has)).isEqualTo(model.predict(Map.of())).isCloseTo(20.0 / 6, within(1e-12));
    }

    /** Each of 12 features adds its own amount, and there is a little noise. */
    @Test
    void effectsThatAddUpAreLearned() {
        RandomGenerator random = new Seed(5).generator();
        List<Map<String, Double>> features = draws(random, 60);
        double[] losses = features.stream()
                .mapToDouble(one -> effect(one) + 0.1 * random.nextGaussian())
                .toArray();
        LossModel model = LossModel.of(features, losses);
        List<Map<String, Double>> others = draws(random, 40);
        double error = others.stream()
                .mapToDouble(one -> Math.pow(model.predict(one) - effect(one), 2))
                .average()
                .orElseThrow();
        double spread = others.stream()
                .mapToDouble(one -> Math.pow(effect(one) - MEAN_EFFECT, 2))
                .average()
                .orElseThrow();
        assertThat(error).isLessThan(spread / 50);
    }

    /** Losses that features do not explain are predicted by about their mean. */
    @Test
    void noiseIsPredictedByItsMean() {
        RandomGenerator random = new Seed(7).generator();
        List<Map<String, Double>> features = draws(random, 40);
        double[] losses = IntStream.range(0, 40)
                .mapToDouble(index -> random.nextGaussian())
                .toArray();
        LossModel model = LossModel.of(features, losses);
        double spread = draws(random, 40).stream()
                .mapToDouble(one -> Math.pow(model.predict(one), 2))
                .average()
                .orElseThrow();
        assertThat(spread).isLessThan(0.25);
    }

    private static double effect(Map<String, Double> features) {
        return features.keySet().stream().mapToDouble(Double::parseDouble).sum() / 12;
    }

    /** Each of the features 1 to 12 is there with a half. */
    private static List<Map<String, Double>> draws(RandomGenerator random, int count) {
        return IntStream.range(0, count)
                .mapToObj(draw -> IntStream.rangeClosed(1, 12)
                        .filter(feature -> random.nextBoolean())
                        .boxed()
                        .collect(Collectors.toMap(String::valueOf, feature -> 1.0)))
                .toList();
    }
}
