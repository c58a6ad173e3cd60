package org.espalier.cli;

import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.cost.Cost;
import org.espalier.data.DataSize;
import org.espalier.data.Dataset;
import org.espalier.data.cache.CacheFolder;
import org.espalier.data.spec.Datasets;
import org.espalier.graph.Extent;
import org.espalier.problem.BadUsage;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.search.autodeeplab.AutoDeepLabSearch;
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
        Method chosen = Method.of(method);
        AutoDeepLabConfig config = run.config(AutoDeepLabConfig.class, Preset.OF_SEARCH, "search.");
        requireSpace(config);
        Extent extent = size.or(() -> config.search().size())
                .map(sides -> Extent.of(sides.height(), sides.width()))
                .orElse(Extent.of(512, 1024));
        Blueprint found = switch (chosen) {
            case AUTODEEPLAB -> search(config);
            case RANDOM_AUTODEEPLAB -> random(config, extent);
        };
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

    private Blueprint search(AutoDeepLabConfig config) {
        String name = data.orElseThrow(() -> new BadUsage(
                "search %s needs data: --data DATA; allowed: see espalier list datasets".formatted(method)));
        if (like.isPresent()) {
            throw new BadUsage("--like: allowed with random: methods alone, got " + method);
        }
        Dataset dataset = Datasets.open(name, config.search().size(), CacheFolder.standard());
        return LongWork.run(
                terminal,
                run.farewell(terminal),
                progress -> AutoDeepLabSearch.of(config)
                        .run(dataset, run.out(), run.options(terminal, progress))
                        .blueprint());
    }

    private Blueprint random(AutoDeepLabConfig config, Extent extent) {
        if (run.resume()) {
            throw new BadUsage("--resume: a random architecture takes no time to find; start again in another folder");
        }
        return new RandomArchitecture(config, extent, like.map(Blueprints::of), within)
                .run(run.out(), terminal.typed());
    }

    /** What a config cannot check of itself, such as names of operations. */
    private static void requireSpace(AutoDeepLabConfig config) {
        try {
            config.space();
        } catch (IllegalArgumentException e) {
            throw new BadUsage("config: supernet: " + e.getMessage(), e);
        }
    }
}
