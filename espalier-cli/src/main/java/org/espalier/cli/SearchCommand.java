package org.espalier.cli;

import java.nio.file.Files;
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
import org.espalier.run.RunLayout;
import org.espalier.safetensors.Tensors;
import org.espalier.search.LatencyOutcome;
import org.espalier.space.Supernet;
import org.espalier.space.backbone.Backbone;
import org.espalier.space.backbone.BackboneConfig;
import org.espalier.train.TrainConfig;
import org.espalier.weights.WeightFile;
import org.espalier.weights.WeightFit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Searches an architecture. */
@Command(name = "search", description = "Search an architecture; writes architecture.json into the run.")
final class SearchCommand implements Runnable {

    @Mixin
    private Terminal terminal;

    @Mixin
    private RunArguments run;

    @Parameters(paramLabel = "METHOD", description = "How to search; espalier list methods.")
    private String method;

    @Option(names = "--data", paramLabel = "DATA", description = "What to search on; espalier list datasets.")
    private Optional<String> data = Optional.empty();

    @Option(names = "--backbone", paramLabel = "NAME", description = "sed: what the decoder stands on.")
    private Optional<String> backbone = Optional.empty();

    @Option(
            names = RunArguments.WEIGHTS,
            paramLabel = "FILE",
            description = "Weights of the backbone to start from: safetensors, or a state dict of PyTorch.")
    private Optional<Path> weights = Optional.empty();

    @Option(
            names = "--latency",
            paramLabel = "TABLE.csv",
            description = "Latencies of operations: the network is to be fast.")
    private Optional<Path> latency = Optional.empty();

    @Option(
            names = "--latency-budget",
            paramLabel = "MILLIS",
            split = ",",
            converter = MillisConverter.class,
            description = "The most that the network may take by --latency, such as 12ms. Of several, such as 8ms,12ms,"
                    + " each is searched for, and what is found is trained: a front of accuracy against latency.")
    private List<Double> budgets = new ArrayList<>();

    @Option(
            names = "--train-minutes",
            paramLabel = "M",
            description = "With several budgets: time to train each network. Default: as train has it.")
    private Optional<Double> trainMinutes = Optional.empty();

    @Option(names = "--force", description = "Use a --latency table of another device.")
    private boolean force;

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
        requireOptionsThatDoSomething();
        run.requireWeightsAsBegun(weights);
        if (budgets.size() > 1) {
            sweep(Method.of(method).search());
        } else {
            search(Method.of(method).search());
        }
    }

    private void requireOptionsThatDoSomething() {
        if (isRandom() && (weights.isPresent() || latency.isPresent() || !budgets.isEmpty())) {
            throw new BadUsage("--weights, --latency and --latency-budget: a random architecture is drawn without them;"
                    + " allowed with them: espalier search " + method.substring(Method.RANDOM.length()));
        }
        if (trainMinutes.isPresent() && budgets.size() < 2) {
            throw new BadUsage(
                    "--train-minutes: allowed with several budgets alone; espalier train trains what is found");
        }
    }

    private boolean isRandom() {
        return method.startsWith(Method.RANDOM);
    }

    /** A search and a training for each budget. */
    private <C extends Record> void sweep(SearchMethod<C> how) {
        if (latency.isEmpty()) {
            throw new BadUsage("--latency-budget: several budgets need a --latency table");
        }
        C config = configured(how);
        Dataset dataset = Datasets.open(requireData(), how.size(config), CacheFolder.standard());
        Optional<Tensors> initial = initial(how, config, dataset);
        List<String> frozen =
                initial.isPresent() ? how.common().apply(config).weights().frozen() : List.of();
        TrainConfig training = run.training(trainMinutes, frozen);
        Dataset trained = Datasets.open(requireData(), training.images().size(), CacheFolder.standard());
        List<BudgetSweep.Point> front = LongWork.run(
                terminal,
                run.farewell(terminal),
                progress -> new BudgetSweep<>(how, config, initial, dataset, trained, training)
                        .run(budgets, run.out(), run.options(terminal, progress)));
        Table table = Table.of("budget", "predicted", "measured", "mIoU on val");
        front.forEach(one -> table.row(
                "%s ms".formatted(one.found().budgetMillis()),
                "%.4g ms".formatted(one.found().predictedMillis()),
                "%.4g ms".formatted(one.measuredMillis()),
                "%.4f".formatted(one.found().miou())));
        terminal.table(table);
        terminal.line("%n%s and %s".formatted(BudgetSweep.csv(run.out()), BudgetSweep.picture(run.out())));
    }

    private <C extends Record> void search(SearchMethod<C> how) {
        C config = configured(how);
        Extent extent = size.or(() -> how.size(config))
                .map(sides -> Extent.of(sides.height(), sides.width()))
                .orElse(Extent.of(512, 1024));
        Blueprint found = isRandom() ? random(how, config, extent) : search(how, config);
        Cost cost = Cost.of(found.network(Classes.USUAL), extent);
        terminal.line("found %s: with %d classes %s parameters, %s multiply-adds at %dx%d"
                .formatted(
                        run.out().resolve("architecture.json"),
                        Classes.USUAL,
                        Counts.rounded(cost.parameters()),
                        Counts.rounded(cost.multiplyAdds()),
                        extent.height(),
                        extent.width()));
    }

    /** The configuration in force; without weights, that of a backbone that has to learn. */
    private <C extends Record> C configured(SearchMethod<C> how) {
        C typed = run.config(how.config(), how.presets(), "search.", typedSettings());
        boolean untrained = weights.isEmpty() && !run.hasOwnConfig() && !isRandom();
        C config = untrained ? how.untrained().apply(typed) : typed;
        if (!config.equals(typed)) {
            terminal.line(
                    "the backbone starts untrained and learns with the rest; --weights FILE starts from a trained one");
        }
        requireSpace(how, config);
        Optional<String> table = how.common().apply(config).latency().table();
        table.ifPresent(file -> PredictedLatency.table(Path.of(file), force));
        return config;
    }

    /** The weights of a file, as the supernet has them. */
    private <C extends Record> Optional<Tensors> initial(SearchMethod<C> how, C config, Dataset dataset) {
        return weights.map(file -> {
            BackboneConfig reading = how.backbone()
                    .apply(config)
                    .orElseThrow(() -> new BadUsage("--weights: %s has no backbone".formatted(method)));
            Supernet supernet = how.space()
                    .apply(config)
                    .orElseThrow()
                    .supernet(dataset.labels().size());
            WeightFit fit = WeightFit.of(supernet.graph(), WeightFile.read(file), file.toString());
            terminal.line("%s: %s".formatted(file, fit.summary()));
            terminal.line("the backbone reads images with padding %s, pixels %s; TensorFlow's weights want SAME and"
                            .formatted(reading.padding(), reading.pixels())
                    + " MINUS_ONE_TO_ONE, torchvision's SYMMETRIC and IMAGENET (--set space.backbone.padding=...)");
            return fit.tensors();
        });
    }

    private List<String> typedSettings() {
        List<String> settings = new ArrayList<>();
        backbone.map(name -> BackboneConfig.of(Backbone.of(name))).ifPresent(usual -> {
            settings.add("space.backbone.name=" + usual.name());
            settings.add("space.backbone.padding=" + usual.padding());
            settings.add("space.backbone.pixels=" + usual.pixels());
        });
        latency.ifPresent(table -> settings.add("search.latency.table=" + table));
        if (!budgets.isEmpty()) {
            settings.add("search.latency.budgetMillis=" + budgets.getFirst());
        }
        return settings;
    }

    private <C extends Record> Blueprint search(SearchMethod<C> how, C config) {
        String name = requireData();
        if (like.isPresent()) {
            throw new BadUsage("--like: allowed with random: methods alone, got " + method);
        }
        Dataset dataset = Datasets.open(name, how.size(config), CacheFolder.standard());
        Optional<Tensors> initial = initial(how, config, dataset);
        SearchMethod.Found found = LongWork.run(
                terminal,
                run.farewell(terminal),
                progress -> how.search().run(config, initial, dataset, run.out(), run.options(terminal, progress)));
        Path inheritance = new RunLayout(run.out()).inheritance();
        if (Files.exists(inheritance)) {
            terminal.line("train --weights %s goes on with the weights of the supernet".formatted(inheritance));
        }
        found.latency()
                .ifPresent(outcome -> showLatency(
                        outcome, found.measuredMillis(outcome, dataset.labels().size())));
        return found.blueprint();
    }

    private String requireData() {
        return data.orElseThrow(() -> new BadUsage(
                "search %s needs data: --data DATA; allowed: see espalier list datasets".formatted(method)));
    }

    private void showLatency(LatencyOutcome found, double measuredMillis) {
        terminal.line("latency at %dx%d: %spredicted %.4g ms, measured %.4g ms with %d threads"
                .formatted(
                        found.extent().height(),
                        found.extent().width(),
                        found.budgetMillis().map("budget %s ms, "::formatted).orElse(""),
                        found.predictedMillis(),
                        measuredMillis,
                        found.threads()));
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
