package org.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.espalier.config.Configs;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.latency.Device;
import org.espalier.latency.LatencyCost;
import org.espalier.latency.LatencyKey;
import org.espalier.latency.LatencyKeys;
import org.espalier.latency.LatencyTable;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.run.EventLog;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.search.autodeeplab.AutoDeepLabSearch;
import org.espalier.space.autodeeplab.AutoDeepLab;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What GAS brings serves Auto-DeepLab's space too, by its configuration alone. */
class ExchangeablePartsTest {

    private static final Dataset DATA = Datasets.open("scenes:train=8,val=2,size=32x48");
    private static final List<String> SMALL = List.of(
            "search.images.size=32x48",
            "search.images.augmentation.crop=24x32",
            "search.length.epochs=2",
            "search.images.batch=2");

    @TempDir
    private Path folder;

    @Test
    @Tag("slow")
    void guidanceAndDrawsSwitchOn() {
        AutoDeepLabConfig config = config(
                "search.architecture.relaxation.sample=SOFT",
                "search.architecture.relaxation.guidance.gamma=0.5",
                "search.architecture.relaxation.guidance.width=4",
                "search.architecture.level=SINGLE");
        SearchResult<AutoDeepLabArchitecture> found =
                AutoDeepLabSearch.of(config).run(DATA, folder, RunOptions.NEW);
        assertThat(found.architecture().cell().blocks()).hasSize(2);
        assertThat(config.space()
                        .supernet(9, config.search().architecture().relaxation())
                        .graph()
                        .weights())
                .containsKeys("alpha.guidance.w1", "alpha.guidance.out");
    }

    @Test
    @Tag("slow")
    void theLatencyTermAndItsBudgetSwitchOn() {
        AutoDeepLab space = config().space();
        Path file = folder.resolve("table.csv");
        LatencyTable table = madeUp(space);
        table.write(file);
        double fast = Double.POSITIVE_INFINITY;
        double slow = 0;
        for (int seed = 0; seed < 30; seed++) {
            double millis = LatencyCost.of(table, space.network(space.random(new Seed(seed)), 9), Extent.of(32, 48));
            fast = Math.min(fast, millis);
            slow = Math.max(slow, millis);
        }
        double budget = (fast + slow) / 2;
        AutoDeepLabConfig config = config(
                "search.latency.table=" + file,
                "search.latency.budgetMillis=" + budget,
                "search.latency.every=1",
                "search.latency.beta=0.1");
        Path run = folder.resolve("run");
        SearchResult<AutoDeepLabArchitecture> found =
                AutoDeepLabSearch.of(config).run(DATA, run, RunOptions.NEW);
        assertThat(found.latency().orElseThrow().predictedMillis()).isLessThanOrEqualTo(budget);
        assertThat(EventLog.read(new RunLayout(run).events()))
                .filteredOn(event -> event.kind().equals("architecture"))
                .isNotEmpty()
                .allMatch(event -> event.number("beta").isPresent()
                        && event.number("predictedMillis").isPresent());
    }

    private static AutoDeepLabConfig config(String... settings) {
        List<String> all = new ArrayList<>(SMALL);
        all.addAll(List.of(settings));
        return Configs.resolve(AutoDeepLabConfig.class, AutoDeepLabConfig.TINY, Optional.empty(), all);
    }

    private static LatencyTable madeUp(AutoDeepLab space) {
        Set<LatencyKey> keys = new HashSet<>();
        collect(Passes.apply(Passes.FOR_EXPORT, space.supernet(9).graph()), keys);
        for (int seed = 0; seed < 300; seed++) {
            collect(Passes.apply(Passes.FOR_EXPORT, space.network(space.random(new Seed(seed)), 9)), keys);
        }
        for (LatencyKey key : List.copyOf(keys)) {
            if (key.operation().startsWith("add_")) {
                for (int count = 2; count < Integer.parseInt(key.operation().substring(4)); count++) {
                    keys.add(new LatencyKey("add_" + count, key.in(), key.out(), key.height(), key.width(), 1));
                }
            }
        }
        LatencyTable table = LatencyTable.empty(new Device("none", "none", "none", "none", 1), Instant.EPOCH, keys);
        for (LatencyKey key : keys) {
            table = table.with(key, 1e-2 + 1e-6 * key.out() * key.height() * key.width() * key.in());
        }
        return table;
    }

    private static void collect(Graph graph, Set<LatencyKey> keys) {
        LatencyKeys.of(graph, Extent.of(32, 48)).forEach(key -> key.ifPresent(keys::add));
    }
}
