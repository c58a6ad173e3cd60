package org.espalier.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.problem.BadData;
import org.junit.jupiter.api.Test;

class WidthEstimatesTest {

    private static final Extent EXTENT = Extent.of(32, 48);

    @Test
    void aTimeThatFollowsTheLawIsFoundExactlyBetweenAndBeyondTheWidths() {
        SortedMap<LatencyKey, Double> millis = new TreeMap<>();
        int[][] widths = {{8, 8}, {8, 32}, {32, 8}, {32, 32}, {16, 24}};
        for (int[] width : widths) {
            millis.put(key("conv_1x1", width[0], width[1]), law(width[0], width[1]));
        }
        WidthEstimates estimates = new WidthEstimates(millis);
        assertThat(estimates.of(key("conv_1x1", 12, 28)).orElseThrow()).isCloseTo(law(12, 28), offset(1e-12));
        assertThat(estimates.of(key("conv_1x1", 64, 4)).orElseThrow()).isCloseTo(law(64, 4), offset(1e-12));
        assertThat(estimates.isBetween(key("conv_1x1", 12, 28))).isTrue();
        assertThat(estimates.isBetween(key("conv_1x1", 64, 28))).isFalse();
        assertThat(estimates.isBetween(key("conv_1x1", 12, 4))).isFalse();
    }

    @Test
    void whereTheInputHasOneWidthTheTimeIsALineOverTheOutputs() {
        SortedMap<LatencyKey, Double> millis = new TreeMap<>();
        for (int out : new int[] {4, 8, 16}) {
            millis.put(key("conv_3x3", 3, out), 0.1 + 0.02 * out);
        }
        assertThat(new WidthEstimates(millis).of(key("conv_3x3", 3, 12)).orElseThrow())
                .isCloseTo(0.1 + 0.02 * 12, offset(1e-12));
    }

    @Test
    void twoWidthsOtherMapsAndOtherOperationsGiveNoEstimate() {
        SortedMap<LatencyKey, Double> millis = new TreeMap<>();
        millis.put(key("relu", 8, 8), 1.0);
        millis.put(key("relu", 16, 16), 2.0);
        millis.put(new LatencyKey("relu", 32, 32, 8, 12, 1), 0.3);
        assertThat(new WidthEstimates(millis).of(key("relu", 12, 12))).isEmpty();
        millis.put(key("relu", 32, 32), 4.0);
        assertThat(new WidthEstimates(millis).of(key("relu", 12, 12)).orElseThrow())
                .isCloseTo(1.5, offset(1e-12));
        assertThat(new WidthEstimates(millis).of(new LatencyKey("relu", 12, 12, 8, 12, 1)))
                .isEmpty();
        assertThat(new WidthEstimates(millis).of(key("relu6", 12, 12))).isEmpty();
    }

    @Test
    void widthsThatDoNotDetermineTheLawGiveNoEstimate() {
        SortedMap<LatencyKey, Double> millis = new TreeMap<>();
        millis.put(key("conv_1x1", 8, 16), 1.0);
        millis.put(key("conv_1x1", 16, 8), 1.1);
        millis.put(key("conv_1x1", 16, 16), 1.5);
        assertThat(new WidthEstimates(millis).of(key("conv_1x1", 12, 12))).isEmpty();
        millis.put(key("conv_1x1", 8, 8), 0.8);
        assertThat(new WidthEstimates(millis).of(key("conv_1x1", 12, 12))).isPresent();
        assertThat(new WidthEstimates(millis).byOthers(key("conv_1x1", 8, 8))).isEmpty();
    }

    @Test
    void concatenationsOfEquallyManyPartsAreOneOperation() {
        SortedMap<LatencyKey, Double> millis = new TreeMap<>();
        millis.put(key("concat_8+4", 12, 12), 1.2);
        millis.put(key("concat_16+8", 24, 24), 2.4);
        millis.put(key("concat_32+16", 48, 48), 4.8);
        assertThat(new WidthEstimates(millis).of(key("concat_20+16", 36, 36)).orElseThrow())
                .isCloseTo(3.6, offset(1e-12));
        assertThat(new WidthEstimates(millis).of(key("concat_12+12+12", 36, 36)))
                .isEmpty();
    }

    @Test
    void noEstimateIsNegativeNorFallsWithTheWidth() {
        SortedMap<LatencyKey, Double> millis = new TreeMap<>();
        millis.put(key("relu", 8, 8), 0.5);
        millis.put(key("relu", 16, 16), 0.4);
        millis.put(key("relu", 32, 32), 0.1);
        WidthEstimates estimates = new WidthEstimates(millis);
        double narrow = estimates.of(key("relu", 8, 8)).orElseThrow();
        double wide = estimates.of(key("relu", 64, 64)).orElseThrow();
        assertThat(narrow).isPositive();
        assertThat(wide).isGreaterThanOrEqualTo(narrow);
    }

    @Test
    void aNetworkBetweenMeasuredWidthsHasAPriceAndOneBeyondThemIsRefused() {
        LatencyTable table = table(4, 8, 16);
        assertThat(LatencyCost.of(table, network(12), EXTENT)).isCloseTo(0.1 + 0.02 * 12, offset(1e-9));
        assertThat(LatencyCost.isKnown(table, network(12), EXTENT)).isTrue();
        assertThat(LatencyCost.isKnown(table, network(20), EXTENT)).isFalse();
        assertThat(LatencyCost.extrapolated(table, network(20), EXTENT)).isCloseTo(0.1 + 0.02 * 20, offset(1e-9));
        assertThatThrownBy(() -> LatencyCost.of(table, network(20), EXTENT))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("conv_3x3 3->20 channels, 32x48, stride 1")
                .hasMessageContaining("--widths");
    }

    @Test
    void anEntryThatWasMeasuredIsNotEstimated() {
        LatencyTable table = table(4, 8, 16).with(key("conv_3x3", 3, 8), 5);
        assertThat(LatencyCost.of(table, network(8), EXTENT)).isEqualTo(5);
    }

    @Test
    void anEntryFarAboveItsOtherWidthsIsOutOfLine() {
        LatencyTable table = table(4, 8, 12, 16);
        assertThat(table.outOfLine()).isEmpty();
        LatencyKey disturbed = key("conv_3x3", 3, 12);
        assertThat(table.with(disturbed, 2).outOfLine()).containsExactly(disturbed);
        assertThat(table.with(key("relu", 12, 12), 2).outOfLine()).isEmpty();
    }

    private static LatencyTable table(int... widths) {
        SortedMap<LatencyKey, Double> millis = new TreeMap<>();
        millis.put(key("normalize", 3, 3), 0.0);
        for (int width : widths) {
            millis.put(key("conv_3x3", 3, width), 0.1 + 0.02 * width);
        }
        return new LatencyTable(
                new Device("made-up", "none", "none", "none", 1), Instant.EPOCH, "", Optional.empty(), millis);
    }

    private static Graph network(int width) {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope("net");
        builder.output("logits", scope.conv(builder.image(), width, 3, 1));
        return builder.build();
    }

    private static LatencyKey key(String operation, int in, int out) {
        return new LatencyKey(operation, in, out, 32, 48, 1);
    }

    private static double law(int in, int out) {
        return 0.05 + 0.003 * (in + out) + 0.0004 * in * out;
    }
}
