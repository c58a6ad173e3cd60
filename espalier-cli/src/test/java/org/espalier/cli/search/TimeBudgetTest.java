package org.espalier.cli.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.espalier.cli.Shell.espalier;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.blueprint.Blueprint;
import org.espalier.cli.Shell.Result;
import org.espalier.cli.version.Versions;
import org.espalier.deploy.ModelConfig;
import org.espalier.deploy.profile.LatencyProfile;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.latency.LatencyKey;
import org.espalier.latency.LatencyKeys;
import org.espalier.latency.LatencyTable;
import org.espalier.pass.Passes;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.search.autodeeplab.AutoDeepLabMethod;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Budgets in milliseconds, by a made-up table of several widths. */
class TimeBudgetTest {

    private static final int CLASSES = 9;
    private static final Extent EXTENT = Extent.of(64, 96);
    private static final double[] WIDTHS = {0.5, 1, 2, 4};

    @TempDir
    private Path folder;

    @BeforeEach
    void writeTheTable() {
        SortedMap<LatencyKey, Double> millis = new TreeMap<>();
        for (Blueprint network : new AutoDeepLabMethod().covering(AutoDeepLabConfig.TINY, CLASSES)) {
            for (double width : WIDTHS) {
                LatencyKeys.of(exported(network.family().orElseThrow().at(width)), EXTENT).stream()
                        .flatMap(Optional::stream)
                        .forEach(key -> millis.put(key, millis(key)));
            }
        }
        new LatencyTable(
                        LatencyProfile.here(1, new Versions().espalier()),
                        Instant.EPOCH,
                        LatencyTable.hashOf(millis.keySet()),
                        Optional.empty(),
                        millis)
                .write(table());
    }

    @Test
    void aRandomNetworkTakesTheTimeOfTheBudget() {
        Result drawn = random("2ms");
        assertThat(drawn.err()).isEmpty();
        assertThat(drawn.code()).isZero();
        Result priced = espalier(
                "cost",
                out().toString(),
                "--size",
                "64x96",
                "--classes",
                "9",
                "--latency",
                table().toString(),
                "--json");
        assertThat(priced.json().required("latencyMillis").doubleValue()).isCloseTo(2, offset(0.04));
    }

    @Test
    void aTimeBeyondTheWidthsOfTheTableSaysWhatToMeasure() {
        Result refused = random("100ms");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("the latency table has no entry for", "--widths");
        assertThat(out().resolve("architecture.json")).doesNotExist();
    }

    @Test
    void aTableWithoutATimeIsNothingForRandomNetworks() {
        Result refused =
                espalier("search", "random:autodeeplab", "--latency", table().toString(), "--out", out().toString());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("--latency without --budget");
    }

    @Test
    void aPilotAtATimeNeedsATable() {
        Result refused = espalier(
                "pilot",
                "autodeeplab",
                "--preset",
                "tiny",
                "--data",
                "scenes:train=8,val=4,size=64x96",
                "--budget",
                "2ms",
                "--out",
                out().toString());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("search.budget: 2ms", "latency.table");
    }

    private Result random(String budget) {
        return espalier(
                "search",
                "random:autodeeplab",
                "--preset",
                "tiny",
                "--data",
                "scenes:train=8,val=4,size=64x96",
                "--latency",
                table().toString(),
                "--budget",
                budget,
                "--out",
                out().toString());
    }

    /** About 10 G multiply-adds a second, and a call. */
    private static double millis(LatencyKey key) {
        return 1e-3 + 1e-7 * key.height() * key.width() * (key.in() + key.out() + key.in() * key.out());
    }

    private static Graph exported(Blueprint network) {
        return Passes.apply(Passes.FOR_EXPORT, ModelConfig.inferenceForm(network.network(CLASSES)));
    }

    private Path table() {
        return folder.resolve("table.csv");
    }

    private Path out() {
        return folder.resolve("run");
    }
}
