package org.espalier.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.espalier.cli.Shell.Result;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.latency.Device;
import org.espalier.latency.LatencyKey;
import org.espalier.latency.LatencyKeys;
import org.espalier.latency.LatencyModel;
import org.espalier.latency.LatencyTable;
import org.espalier.pass.Passes;
import org.espalier.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class CostCommandTest {

    private static final double MILLIS = 0.125;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"autodeeplab-s, 10147427", "autodeeplab-m, 21622451", "autodeeplab-l, 44424691"})
    void publishedNetworksHaveTheirPublishedParameters(String network, long parameters) {
        JsonNode cost = espalier("cost", network, "--size", "1024x2048", "--classes", "19", "--json")
                .json();
        assertThat(cost.required("parameters").longValue()).isEqualTo(parameters);
    }

    @Test
    void blocksAddUpToTheTotals() {
        JsonNode cost = espalier("cost", "separable-unet", "--size", "97x130", "--classes", "5", "--json")
                .json();
        long parameters = 0;
        long multiplyAdds = 0;
        for (JsonNode block : cost.required("blocks")) {
            assertThat(block.required("name").stringValue()).isNotBlank();
            parameters += block.required("parameters").longValue();
            multiplyAdds += block.required("multiplyAdds").longValue();
        }
        assertThat(cost.required("parameters").longValue()).isEqualTo(parameters);
        assertThat(cost.required("multiplyAdds").longValue()).isEqualTo(multiplyAdds);
        assertThat(cost.required("activationBytes").longValue()).isPositive();
    }

    @Test
    void theTableEndsWithTheTotals() {
        Result result = espalier("cost", "autodeeplab-s", "--size", "1024x2048", "--classes", "19");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("10,147,427").contains("10.15 M parameters");
    }

    @Test
    void anUnknownNetworkIsRefusedWithASuggestionAndAllNames() {
        Result result = espalier("cost", "autodeplab-s", "--size", "64x64", "--classes", "19");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("'autodeplab-s'")
                .contains("did you mean autodeeplab-s?")
                .contains("separable-unet");
    }

    @Test
    void aFileThatIsNoArchitectureIsBadData() throws IOException {
        Path file = Files.writeString(folder.resolve("architecture.json"), "{\"space\": \"nowhere\"}");
        Result result = espalier("cost", file.toString(), "--size", "64x64", "--classes", "19");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains(file.toString());
    }

    @Test
    void aFolderWithoutAnArchitectureIsBadData() {
        Result result = espalier("cost", folder.toString(), "--size", "64x64", "--classes", "19");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains(folder.toString()).contains("architecture.json");
    }

    @Test
    void anUnknownOutputIsRefusedAndTheOutputsAreListed() {
        Result result =
                espalier("cost", "separable-unet", "--size", "64x64", "--classes", "3", "--outputs", "logits,depth");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("depth").contains("the network has [logits]");
    }

    @ParameterizedTest
    @CsvSource({"64, 19, HEIGHTxWIDTH", "0x64, 19, sides of 1", "64x64, many, not an int", "64x64, 0, 1 to 255"})
    void badNumbersAreBadUsage(String size, String classes, String allowed) {
        Result result = espalier("cost", "separable-unet", "--size", size, "--classes", classes);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains(allowed);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aTableAddsTheLatencyOfTheExportedNetwork() {
        Path table = madeUpTable();
        Result elsewhere = cost("--latency", table.toString());
        assertThat(elsewhere.code()).isEqualTo(2);
        assertThat(elsewhere.err()).contains("a made-up device").contains("--force");
        JsonNode forced =
                cost("--latency", table.toString(), "--force", "--json").json();
        double sum = forced.required("latencySumMillis").doubleValue();
        assertThat(sum).isEqualTo(MILLIS * Math.round(sum / MILLIS)).isPositive();
        assertThat(forced.required("latencyMillis").doubleValue()).isCloseTo(2 * sum, Offset.offset(1e-9));
    }

    @Test
    void anOperationMissingFromTheTableIsNamed() {
        Result other = espalier(
                "cost",
                "separable-unet",
                "--size",
                "34x40",
                "--classes",
                "5",
                "--latency",
                madeUpTable().toString(),
                "--force");
        assertThat(other.code()).isEqualTo(3);
        assertThat(other.err())
                .contains("no entry for")
                .contains("34x40, stride 2 (node stem.norm)")
                .contains("espalier profile");
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "ESPALIER_SHARED", matches = ".+")
    void fasterSegsStudentHasItsPublishedLatency() {
        Path data = Path.of(System.getenv("ESPALIER_SHARED"), "methods", "data");
        JsonNode found = espalier(
                        "cost",
                        data.resolve("fasterseg_arch.json").toString(),
                        "--size",
                        "1024x2048",
                        "--classes",
                        "19",
                        "--latency",
                        data.resolve("fasterseg_latency_lut_ms.csv").toString(),
                        "--json")
                .json();
        assertThat(found.required("latencyMillis").doubleValue()).isCloseTo(6.4139770511337275, Offset.offset(1e-9));
    }

    private static Result cost(String... more) {
        String[] common = {"cost", "separable-unet", "--size", "33x40", "--classes", "5"};
        return espalier(Stream.concat(Stream.of(common), Stream.of(more)).toArray(String[]::new));
    }

    /** Every operation of the network takes the same time, and the fitted model is twice the sum. */
    private Path madeUpTable() {
        Graph exported = Passes.apply(Passes.FOR_EXPORT, Zoo.SEPARABLE_UNET.network(5));
        SortedMap<LatencyKey, Double> millis = new TreeMap<>();
        LatencyKeys.of(exported, Extent.of(33, 40)).forEach(key -> key.ifPresent(one -> millis.put(one, MILLIS)));
        Path file = folder.resolve("table.csv");
        new LatencyTable(
                        new Device("a made-up device", "none", "none", "none", 1),
                        Instant.EPOCH,
                        LatencyTable.hashOf(millis.keySet()),
                        Optional.of(new LatencyModel(2, 2, 0)),
                        millis)
                .write(file);
        return file;
    }
}
