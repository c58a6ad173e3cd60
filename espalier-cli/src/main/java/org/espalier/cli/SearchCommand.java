package org.espalier.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.cost.Cost;
import org.espalier.data.DataSize;
import org.espalier.data.Dataset;
import org.espalier.data.cache.CacheFolder;
import org.espalier.data.spec.Datasets;
import org.espalier.graph.Extent;
import org.espalier.problem.BadUsage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Searches an architecture. */
@Command(name = "search", description = "Search an architecture; writes architecture.json into the run.")
final class SearchCommand implements Runnable {

    private static final int CLASSES = 19;

    @Mixin
    private Terminal terminal;

    @Mixin
    private RunArguments run;

    @Parameters(paramLabel = "METHOD", description = "How to search; espalier list methods.")
    private String method;

    @Option(names = "--data", paramLabel = "DATA", description = "What to search on; espalier list datasets.")
    private Optional<String> data = Optional.empty();

    @Option(
            names = "--latency",
            paramLabel = "TABLE.csv",
            description = "Latencies of operations: the network is to be fast.")
    private Optional<Path> latency = Optional.empty();

    @Option(
            names = "--latency-budget",
            paramLabel = "MILLIS",
            converter = MillisConverter.class,
            description = "The most that the network may take by --latency, such as 12ms.")
    private Optional<Double> budget = Optional.empty();

    @Option(names = "--like", paramLabel = "ARCH", description = "random: a network of about these multiply-adds.")
    private Optional<String> like = Optional.empty();

    @Option(
            names = "--within",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "random: how far from those of --like. Default: ${DEFAULT-VALUE}.")
    private double within;

    @Option(
            names = "--size",
            paramLabel = "HxW",
            converter = SizeConverter.class,
            description = "Size of the image that multiply-adds are counted for. Default: that of the config.")
    private Optional<DataSize> size = Optional.empty();

    @Override
    public void run() {
        search(Method.of(method).search());
    }

    private <C extends Record> void search(SearchMethod<C> how) {
        C config = run.config(how.config(), how.presets(), "search.", goal());
        requireSpace(how, config);
        Extent extent = size.or(() -> how.size().apply(config))
                .map(sides -> Extent.of(sides.height(), sides.width()))
                .orElse(Extent.of(512, 1024));
        Blueprint found = method.startsWith(Method.RANDOM) ? random(how, config, extent) : search(how, config);
        Cost cost = Cost.of(found.network(CLASSES), extent);
        terminal.line("found %s: with %d classes %s parameters, %s multiply-adds at %dx%d"
                .formatted(
                        run.out().resolve("architecture.json"),
                        CLASSES,
                        Counts.rounded(cost.parameters()),
                        Counts.rounded(cost.multiplyAdds()),
                        extent.height(),
                        extent.width()));
    }

    private List<String> goal() {
        List<String> settings = new ArrayList<>();
        latency.ifPresent(table -> settings.add("search.latency.table=" + table));
        budget.ifPresent(millis -> settings.add("search.latency.budgetMillis=" + millis));
        return settings;
    }

    private <C extends Record> Blueprint search(SearchMethod<C> how, C config) {
        String name = data.orElseThrow(() -> new BadUsage(
                "search %s needs data: --data DATA; allowed: see espalier list datasets".formatted(method)));
        if (like.isPresent()) {
            throw new BadUsage("--like: allowed with random: methods alone, got " + method);
        }
        Dataset dataset = Datasets.open(name, how.size().apply(config), CacheFolder.standard());
        SearchMethod.Found found = LongWork.run(
                terminal,
                run.farewell(terminal),
                progress -> how.search().run(config, dataset, run.out(), run.options(terminal, progress)));
        found.predictedMillis()
                .ifPresent(millis -> terminal.line("latency: %spredicted %.4g ms"
                        .formatted(budget.map("budget %s ms, "::formatted).orElse(""), millis)));
        return found.blueprint();
    }

    private <C extends Record> Blueprint random(SearchMethod<C> how, C config, Extent extent) {
        if (run.resume()) {
            throw new BadUsage("--resume: a random architecture takes no time to find; start again in another folder");
        }
        return new RandomArchitecture<>(how, config, extent, like.map(Blueprints::of), within)
                .run(run.out(), terminal.typed());
    }

    private static <C extends Record> void requireSpace(SearchMethod<C> how, C config) {
        try {
            how.check().accept(config);
        } catch (IllegalArgumentException e) {
            throw new BadUsage("config: " + e.getMessage(), e);
        }
    }
}
