package org.espalier.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyTableTest {

    private static final Device DEVICE =
            new Device("Linux amd64, 2 processors", "A CPU", "onnxruntime 1", "java 25", 2);
    private static final Extent EXTENT = Extent.of(32, 48);

    @TempDir
    private Path folder;

    @Test
    void aTableSurvivesItsFileAndTheSameTableGivesTheSameBytes() throws IOException {
        LatencyTable table = tableOf(network(2)).with(new LatencyModel(0.9, 0.1, 0.002));
        table.write(file());
        assertThat(LatencyTable.read(file())).isEqualTo(table);
        byte[] first = Files.readAllBytes(file());
        LatencyTable.read(file()).write(file());
        assertThat(Files.readAllBytes(file())).isEqualTo(first);
    }

    @Test
    void aNetworkTakesTheSumOfItsEntries() {
        SortedMap<LatencyKey, Double> millis = new TreeMap<>();
        millis.put(new LatencyKey("normalize", 3, 3, 32, 48, 1), 0.5);
        millis.put(new LatencyKey("conv_3x3", 3, 8, 32, 48, 2), 1.0);
        millis.put(new LatencyKey("relu", 8, 8, 16, 24, 1), 0.25);
        millis.put(new LatencyKey("depthwise_3x3", 8, 8, 16, 24, 1), 2.0);
        LatencyTable table = new LatencyTable(DEVICE, Instant.EPOCH, "", Optional.empty(), millis);
        double[] nodes = table.millis(network(3), EXTENT);
        assertThat(nodes).hasSize(network(3).nodes().size());
        assertThat(Arrays.stream(nodes).sum()).isEqualTo(0.5 + 1 + 0.25 + 3 * 2);
    }

    @Test
    void missingEntriesAreNamedWithTheirNodes() {
        LatencyTable table = tableOf(network(1));
        SortedMap<LatencyKey, Double> without = new TreeMap<>(table.millis());
        without.remove(new LatencyKey("relu", 8, 8, 16, 24, 1));
        LatencyTable short1 = new LatencyTable(DEVICE, Instant.EPOCH, table.space(), Optional.empty(), without);
        assertThat(table.isWhole()).isTrue();
        assertThat(short1.isWhole()).isFalse();
        assertThatThrownBy(() -> short1.millis(network(1), EXTENT))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("relu 8->8 channels, 16x24, stride 1 (node stem.relu)")
                .hasMessageContaining("espalier profile");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        -0.1    | a time of -0.1 ms; allowed: 0 or more
        NaN     | a time of NaN ms; allowed: 0 or more
        1e9     | a time of 1e9 ms for one operation; allowed: up to 60000
        fast    | expected an operation and six numbers
        """)
    void anImpossibleTimeIsRefusedWithItsLine(String time, String message) throws IOException {
        tableOf(network(1)).write(file());
        List<String> lines = Files.readAllLines(file());
        lines.set(lines.size() - 1, lines.getLast().replaceFirst("[^,]*$", time));
        Files.write(file(), lines);
        assertThatThrownBy(() -> LatencyTable.read(file()))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("line " + lines.size())
                .hasMessageContaining(message);
    }

    @Test
    void aTableTruncatedAnywhereIsRefused() throws IOException {
        tableOf(network(1)).write(file());
        String whole = Files.readString(file());
        for (int length = 0; length < whole.length(); length++) {
            Files.writeString(file(), whole.substring(0, length));
            assertThatThrownBy(() -> LatencyTable.read(file()))
                    .as("the first %d characters", length)
                    .isInstanceOf(BadData.class);
        }
    }

    @Test
    void emptyAndForeignFilesAreRefused() throws IOException {
        Files.writeString(file(), "");
        assertThatThrownBy(() -> LatencyTable.read(file()))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("is empty");
        Files.writeString(file(), "a,b\n1,2\n");
        assertThatThrownBy(() -> LatencyTable.read(file()))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("line 1, 'a,b': expected '# espalier latency table 1'");
        LatencyTable written = tableOf(network(1));
        written.write(file());
        Files.writeString(file(), Files.readString(file()).replaceFirst("# threads: \\d+", "# threads: 0"));
        assertThatThrownBy(() -> LatencyTable.read(file()))
                .isInstanceOf(BadData.class)
                .hasMessageContainingAll(file().toString(), "threads: 0");
        assertThatThrownBy(() -> LatencyTable.read(folder.resolve("none.csv")))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void aTableOfAnotherDeviceOrRuntimeIsRefused() {
        LatencyTable table = tableOf(network(1));
        table.requireLike(new Device(DEVICE.device(), DEVICE.cpu(), DEVICE.runtime(), "java 21", 1));
        assertThatThrownBy(
                        () -> table.requireLike(new Device(DEVICE.device(), "B CPU", DEVICE.runtime(), "java 25", 2)))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("A CPU")
                .hasMessageContaining("--force");
        assertThatThrownBy(() -> table.requireLike(new Device(DEVICE.device(), DEVICE.cpu(), "other", "java 25", 2)))
                .isInstanceOf(BadUsage.class);
    }

    @Test
    void moreRequestedKeysKeepTheEntries() {
        LatencyTable table = tableOf(network(1));
        LatencyKey more = new LatencyKey("sigmoid", 8, 8, 16, 24, 1);
        LatencyTable asked = table.asked(List.of(more));
        assertThat(asked.isWhole()).isFalse();
        assertThat(asked.missing(List.of(more))).containsExactly(more);
        assertThat(asked.with(more, 1).isWhole()).isTrue();
        assertThat(asked.with(more, 1).millis()).containsAllEntriesOf(table.millis());
    }

    private Path file() {
        return folder.resolve("table.csv");
    }

    private static LatencyTable tableOf(Graph graph) {
        TreeSet<LatencyKey> keys = new TreeSet<>();
        LatencyKeys.of(graph, EXTENT).forEach(key -> key.ifPresent(keys::add));
        LatencyTable table = LatencyTable.empty(DEVICE, Instant.parse("2026-01-02T03:04:05.678Z"), keys);
        double millis = 0.1;
        for (LatencyKey key : keys) {
            table = table.with(key, millis *= 1.7);
        }
        return table;
    }

    private static Graph network(int depth) {
        GraphBuilder builder = new GraphBuilder();
        Scope stem = builder.scope("stem");
        Value x = stem.relu(stem.normalize(stem.conv(builder.image(), 8, 3, 2)));
        for (int i = 0; i < depth; i++) {
            x = builder.scope("body").depthwise(x, 3, 1, 1);
        }
        builder.output("logits", x);
        return builder.build();
    }
}
