package org.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.espalier.cost.ExpectedCost;
import org.espalier.data.DataSize;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Role;
import org.espalier.latency.LatencyCost;
import org.espalier.latency.LatencyTable;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.run.EventLog;
import org.espalier.run.Progress;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.search.autodeeplab.AutoDeepLabSearch;
import org.espalier.space.Choice;
import org.espalier.space.Supernet;
import org.espalier.space.autodeeplab.AutoDeepLab;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The components that GAS introduced also work in Auto-DeepLab's space, by configuration only, and change the result.
 */
@Tag("slow")
class ExchangeablePartsTest {

    private static final int CLASSES = SmallSearch.DATA.labels().size();
    private static final Extent EXTENT = Extent.of(32, 48);

    @TempDir
    private Path folder;

    /** The result of a search of four epochs, with architecture steps from the start. */
    private record Learned(Map<String, double[]> logits, Map<String, double[]> weights) {}

    @Test
    void guidanceAndSamplingCanBeSwitchedOn() {
        AutoDeepLabConfig config = SmallSearch.autoDeepLab(
                "search.architecture.relaxation.sample=SOFT",
                "search.architecture.relaxation.guidance.gamma=0.5",
                "search.architecture.relaxation.guidance.width=4",
                "search.architecture.level=SINGLE");
        SearchResult<AutoDeepLabArchitecture> found =
                AutoDeepLabSearch.of(config).run(SmallSearch.DATA, folder, RunOptions.NEW);
        assertThat(found.architecture().cell().blocks()).hasSize(2);
        assertThat(config.space()
                        .supernet(CLASSES, config.search().architecture().relaxation())
                        .graph()
                        .weights())
                .containsKeys("alpha.guidance.w1", "alpha.guidance.out");
    }

    /**
     * Guidance with a tiny gamma builds the same graph but must have no effect. So a difference with a larger gamma
     * comes from guidance, not from the form of the graph or the order of sums.
     */
    @Test
    void guidanceChangesWhatIsLearned() {
        Learned off = learned(guided(0));
        Learned vanishing = learned(guided(1e-30));
        Learned on = learned(guided(0.5));
        assertThat(difference(vanishing.logits(), off.logits())).isLessThan(1e-4);
        assertThat(difference(vanishing.weights(), off.weights())).isLessThan(1e-4);
        assertThat(difference(on.logits(), off.logits())).isGreaterThan(1e-3);
        assertThat(difference(on.weights(), off.weights())).isGreaterThan(1e-3);
    }

    @Test
    void theLatencyTermMakesTheSupernetFaster() {
        Path file = folder.resolve("table.csv");
        LatencyTable table = SyntheticTable.write(SmallSearch.autoDeepLab().space(), CLASSES, EXTENT, file);
        double without = expectedMillis(table, learned(priced(file, 1e-12)));
        double with = expectedMillis(table, learned(priced(file, 1)));
        assertThat(with).isLessThan(0.99 * without);
    }

    @Test
    void theLatencyTermAndItsBudgetCanBeSwitchedOn() {
        AutoDeepLab space = SmallSearch.autoDeepLab().space();
        Path file = folder.resolve("table.csv");
        LatencyTable table = SyntheticTable.write(space, CLASSES, EXTENT, file);
        List<Double> drawn = new ArrayList<>();
        for (int seed = 0; seed < 30; seed++) {
            drawn.add(LatencyCost.of(table, space.network(space.random(new Seed(seed)), CLASSES), EXTENT));
        }
        double budget = (drawn.stream().min(Double::compare).orElseThrow()
                        + drawn.stream().max(Double::compare).orElseThrow())
                / 2;
        AutoDeepLabConfig config = SmallSearch.autoDeepLab(
                "search.latency.table=" + file,
                "search.latency.budgetMillis=" + budget,
                "search.latency.every=1",
                "search.latency.beta=0.1");
        Path run = folder.resolve("run");
        SearchResult<AutoDeepLabArchitecture> found =
                AutoDeepLabSearch.of(config).run(SmallSearch.DATA, run, RunOptions.NEW);
        assertThat(found.latency().orElseThrow().predictedMillis()).isLessThanOrEqualTo(budget);
        assertThat(EventLog.read(new RunLayout(run).events()))
                .filteredOn(event -> event.kind().equals("architecture"))
                .isNotEmpty()
                .allMatch(event -> event.number("beta").isPresent()
                        && event.number("predictedMillis").isPresent());
    }

    private static AutoDeepLabConfig guided(double gamma) {
        return SmallSearch.autoDeepLab(
                "search.architecture.from=0",
                "search.architecture.relaxation.guidance.gamma=" + gamma,
                "search.architecture.relaxation.guidance.width=4");
    }

    /** With a rate that moves the logits by up to 0.8 in the eight steps there are. */
    private static AutoDeepLabConfig priced(Path table, double beta) {
        return SmallSearch.autoDeepLab(
                "search.architecture.from=0",
                "search.architecture.learningRate={schedule: constant, value: 0.1}",
                "search.latency.table=" + table,
                "search.latency.beta=" + beta);
    }

    private static Learned learned(AutoDeepLabConfig config) {
        AutoDeepLab space = config.space();
        SearchConfig search = config.search();
        Supernet supernet = space.supernet(CLASSES, search.architecture().relaxation());
        Optional<LatencyPilot<AutoDeepLabArchitecture>> pilot =
                LatencyPilot.of(space, supernet, CLASSES, new DataSize(32, 48), search.latency());
        try (SearchLoop loop = new SearchLoop(supernet, SmallSearch.TRAIN, search, pilot)) {
            loop.pace().fix(4L * loop.pace().stepsPerEpoch());
            while (!loop.pace().finished()) {
                loop.epoch(Progress.silent());
            }
            Map<String, double[]> logits = new HashMap<>();
            loop.weights().weights().values().stream()
                    .filter(weight -> weight.role() == Role.ARCHITECTURE)
                    .filter(weight -> !weight.name().contains("guidance"))
                    .forEach(weight -> logits.put(weight.name(), loop.weights().read(weight.name())));
            return new Learned(logits, loop.choiceWeights());
        }
    }

    private static double expectedMillis(LatencyTable table, Learned learned) {
        Supernet supernet = SmallSearch.autoDeepLab().space().supernet(CLASSES);
        Graph graph = Passes.apply(Passes.FOR_EXPORT, supernet.graph());
        List<String> choices = supernet.choices().stream().map(Choice::name).toList();
        return ExpectedCost.of(graph, choices, new LatencyCost(table, graph, EXTENT))
                .at(learned.weights())
                .value();
    }

    /** The largest difference between values of the same name and position. */
    private static double difference(Map<String, double[]> some, Map<String, double[]> others) {
        assertThat(some.keySet()).isEqualTo(others.keySet()).isNotEmpty();
        double largest = 0;
        for (Map.Entry<String, double[]> entry : some.entrySet()) {
            double[] own = entry.getValue();
            double[] other = Objects.requireNonNull(others.get(entry.getKey()));
            assertThat(own).hasSameSizeAs(other);
            double[] differences = own.clone();
            Arrays.setAll(differences, i -> Math.abs(own[i] - other[i]));
            largest = Math.max(largest, Arrays.stream(differences).max().orElseThrow());
        }
        return largest;
    }
}
