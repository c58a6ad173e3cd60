package org.espalier.search.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeatureScalesTest {

    /** Of 10, 14 and 14 the mean is 38/3 and the standard deviation the root of 32/9. */
    private static final List<Map<String, Double>> NETWORKS = List.of(
            Map.of("taken", 0.5, "quantity", 10.0, "constant", 7.0),
            Map.of("quantity", 14.0, "constant", 7.0),
            Map.of("taken", 1.0, "quantity", 14.0, "constant", 7.0));

    @Test
    void aQuantityGetsTheStandardDeviationOneWhateverItsUnit() {
        double unit = Math.sqrt(32.0 / 9);
        Map<String, Double> scaled = FeatureScales.of(NETWORKS).apply(NETWORKS.getFirst());
        assertThat(scaled.get("quantity")).isCloseTo(10 / unit, within(1e-12));
        List<Map<String, Double>> times1000 = NETWORKS.stream()
                .map(network -> Map.of("quantity", network.getOrDefault("quantity", 0.0) * 1000))
                .toList();
        assertThat(FeatureScales.of(times1000).apply(times1000.getFirst()).get("quantity"))
                .isCloseTo(10 / unit, within(1e-12));
    }

    @Test
    void sharesStayAsTheyAre() {
        assertThat(FeatureScales.of(NETWORKS).apply(NETWORKS.getFirst())).containsEntry("taken", 0.5);
    }

    @Test
    void whatTellsNoNetworksApartDoesNotCount() {
        FeatureScales scales = FeatureScales.of(NETWORKS);
        assertThat(scales.apply(NETWORKS.getFirst())).containsEntry("constant", 0.0);
        assertThat(scales.apply(Map.of("unknown", 3.0))).containsEntry("unknown", 0.0);
    }
}
