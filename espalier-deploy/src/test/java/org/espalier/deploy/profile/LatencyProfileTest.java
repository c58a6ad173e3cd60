package org.espalier.deploy.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.latency.Device;
import org.espalier.latency.LatencyKey;
import org.espalier.latency.LatencyTable;
import org.espalier.pass.ForInference;
import org.espalier.problem.BadUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyProfileTest {

    private static final Extent EXTENT = Extent.of(13, 18);
    private static final Device HERE = LatencyProfile.here(1, "test");

    @TempDir
    private Path folder;

    @Test
    void aTableHasEveryOperationOfTheNetworksAndPricesThem() {
        LatencyTable table = profile(network(true)).into(file(), (done, all) -> {});
        assertThat(table.isWhole()).isTrue();
        assertThat(table.device()).isEqualTo(HERE);
        assertThat(LatencyTable.read(file())).isEqualTo(table);
        assertThat(Arrays.stream(table.millis(network(true), EXTENT)).sum()).isPositive();
    }

    @Test
    void anInterruptedProfileIsResumed() {
        List<Integer> seen = new ArrayList<>();
        assertThatThrownBy(() -> profile(network(true)).into(file(), (done, all) -> {
                    if (done == 3) {
                        throw new IllegalStateException("the power went");
                    }
                }))
                .hasMessage("the power went");
        LatencyTable half = LatencyTable.read(file());
        assertThat(half.millis()).hasSize(3);
        assertThat(half.isWhole()).isFalse();
        LatencyTable whole = profile(network(true)).into(file(), (done, all) -> seen.add(done));
        assertThat(seen.getFirst()).isEqualTo(3);
        assertThat(whole.isWhole()).isTrue();
        assertThat(whole.millis()).containsAllEntriesOf(half.millis());
    }

    @Test
    void anotherNetworkAddsOnlyWhatIsNew() {
        LatencyTable first = profile(network(false)).into(file(), (done, all) -> {});
        LatencyTable both = profile(network(true)).into(file(), (done, all) -> {});
        assertThat(both.millis())
                .containsAllEntriesOf(first.millis())
                .hasSizeGreaterThan(first.millis().size());
        LatencyTable again = profile(network(false)).into(file(), (done, all) -> {});
        assertThat(again.millis()).isEqualTo(both.millis());
    }

    @Test
    void aTableOfAnotherDeviceOrOtherThreadsIsNotExtended() throws IOException {
        profile(network(false)).into(file(), (done, all) -> {});
        LatencyProfile two = LatencyProfile.of(List.of(network(false)), EXTENT, LatencyProfile.here(2, "test"));
        assertThatThrownBy(() -> two.into(file(), (done, all) -> {}))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("--threads: got 2")
                .hasMessageContaining("measured with 1");
        Files.writeString(file(), Files.readString(file()).replace(HERE.runtime(), "onnxruntime 0.1"));
        assertThatThrownBy(() -> profile(network(false)).into(file(), (done, all) -> {}))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("onnxruntime 0.1");
    }

    @Test
    void anOperationThatKeepsItsTypeIsChainedAndAnotherIsBranched() {
        var specimens = Specimen.of(List.of(network(true)), EXTENT);
        for (var entry : specimens.entrySet()) {
            LatencyKey key = entry.getKey();
            Copies.Pair pair = Copies.of(entry.getValue(), 2, EXTENT);
            long more = count(pair.more());
            if (Copies.isChained(entry.getValue())) {
                assertThat(more).as("%s", key).isEqualTo(4);
                assertThat(count(pair.less())).as("%s", key).isEqualTo(2);
            } else {
                assertThat(more).as("%s", key).isEqualTo(2);
                assertThat(count(pair.less())).as("%s", key).isZero();
            }
        }
    }

    private static long count(Graph graph) {
        return graph.nodes().stream()
                .filter(node -> node.name().startsWith("copies.copy"))
                .count();
    }

    private Path file() {
        return folder.resolve("table.csv");
    }

    private static LatencyProfile profile(Graph network) {
        return LatencyProfile.of(List.of(network), EXTENT, HERE);
    }

    /** A few operations, or most that a network can have. */
    private static Graph network(boolean all) {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope("net");
        Value x = scope.relu(scope.normalize(scope.conv(builder.image(), 16, 3, 2)));
        if (all) {
            Value y = scope.convolve("grouped", scope.depthwise(x, 3, 1, 2), 16, 3, 1, 1, 4, true);
            Value pooled = scope.softmax(scope.globalAvgPool(scope.maxPool(x, 3, 2)));
            Value gated = scope.multiply(y, pooled);
            Value sum = scope.sum(List.of(gated, scope.avgPool(x, 3, 1), y));
            Value mixed = scope.mix(List.of(sum, x), scope.constant(0.25, 0.75));
            x = scope.concat(List.of(mixed, scope.slice(sum, 3, 9), scope.resize(pooled, 2)));
        }
        builder.output("logits", scope.resize(scope.classifier(x, 5), 1));
        return new ForInference().apply(builder.build());
    }
}
