package org.espalier.cli.search;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.cli.argument.Blueprints;
import org.espalier.cli.argument.Classes;
import org.espalier.cli.argument.LatencyTables;
import org.espalier.cli.argument.MethodName;
import org.espalier.cli.argument.RunArguments;
import org.espalier.cli.argument.SizeConverter;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.LongWork;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.cost.Cost;
import org.espalier.data.DataSize;
import org.espalier.data.Dataset;
import org.espalier.data.cache.CacheFolder;
import org.espalier.data.spec.Datasets;
import org.espalier.graph.Extent;
import org.espalier.problem.BadUsage;
import org.espalier.run.RunLayout;
import org.espalier.safetensors.Tensors;
import org.espalier.search.BackboneMethod;
import org.espalier.search.LatencyOutcome;
import org.espalier.search.Method;
import org.espalier.search.RandomControl;
import org.espalier.search.Search;
import org.espalier.search.SearchResult;
import org.espalier.search.SupernetMethod;
import org.espalier.space.Supernet;
import org.espalier.space.backbone.Backbone;
import org.espalier.space.backbone.BackboneConfig;
import org.espalier.sweep.BudgetSweep;
import org.espalier.sweep.SweepPoint;
import org.espalier.train.TrainConfig;
import org.espalier.weights.WeightFile;
import org.espalier.weights.WeightFit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Searches an architecture. */
@Command(name = "search", description = "Search an architecture; writes architecture.json into the run.")
public final class SearchCommand implements Runnable {

    /** Those of Cityscapes. */
    private static final int USUAL_CLASSES = 19;

    private static final DataSize USUAL_SIZE = new DataSize(512, 1024);

    @Mixin
    private Terminal terminal;

    @Mixin
    private RunArguments run;

    @Parameters(paramLabel = "METHOD", description = "How to search; espalier list methods.")
    private String method;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "What to search on; of random: gives size and classes. espalier list datasets.")
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
            description = "The most that the network may take by --latency, such as 12ms. Several, such as 8ms,12ms:"
                    + " one search and one training each, and a front of accuracy against latency.")
    private List<Double> budgets = new ArrayList<>();

    @Option(
            names = "--train-minutes",
            paramLabel = "M",
            description = "With several budgets: time to train each network. Default: as train has it.")
    private Optional<Double> trainMinutes = Optional.empty();

    @Option(names = "--force", description = "Use a --latency table of another device.")
    private boolean force;

    @Option(
            names = "--null",
            description =
                    "Architecture steps see shuffled labels: what the same search finds where nothing can be found.")
    private boolean shuffled;

    @Option(names = "--like", paramLabel = "ARCH", description = "random: a network of about these multiply-adds.")
    private Optional<String> like = Optional.empty();

    @Option(
            names = "--within",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "random: how far from those of --like. Default: ${DEFAULT-VALUE}.")
    private double within;

    @Option(
            names = "--classes",
            paramLabel = "N",
            description = "random: number of classes, without --data. Default: " + USUAL_CLASSES + ".")
    private Optional<Integer> classes = Optional.empty();

    @Option(
            names = "--size",
            paramLabel = "HxW",
            converter = SizeConverter.class,
            description = "Size of the image that multiply-adds are counted for. Default: that of the data or the"
                    + " config.")
    private Optional<DataSize> size = Optional.empty();

    @Override
    public void run() {
        MethodName name = MethodName.of(method);
        requireOptionsThatDoSomething(name);
        run.requireWeightsAsBegun(weights);
        if (name.isRandom()) {
            random(name.method());
        } else if (budgets.size() > 1) {
            sweep(name.method());
        } else {
            search(name.method());
        }
    }

    private void requireOptionsThatDoSomething(MethodName name) {
        if (name.isRandom() && (weights.isPresent() || latency.isPresent() || !budgets.isEmpty())) {
            throw new BadUsage("--weights, --latency and --latency-budget: a random architecture is drawn without them;"
                    + " allowed with them: espalier search " + name.method().id());
        }
        if (name.isRandom() && run.resume()) {
            throw new BadUsage("--resume: a random architecture takes no time to find; start again in another folder");
        }
        if (!name.isRandom() && like.isPresent()) {
            throw new BadUsage("--like: allowed with random: methods alone, got " + method);
        }
        if (!(within > 0)) {
            throw new BadUsage("--within: got %s; allowed: more than 0, such as 0.2".formatted(within));
        }
        if (classes.isPresent() && (data.isPresent() || !name.isRandom())) {
            throw new BadUsage("--classes: allowed with random: methods without --data alone; data have their own");
        }
        if (trainMinutes.isPresent() && budgets.size() < 2) {
            throw new BadUsage(
                    "--train-minutes: allowed with several budgets alone; espalier train trains what is found");
        }
    }

    private <C extends Record> void search(Method<C> how) {
        String name = requireData();
        C config = configured(how);
        Dataset dataset = open(name, imagesOf(how, config));
        Search<?> search = started(how, config, dataset);
        SearchResult<?> found = LongWork.run(
                terminal,
                run.farewell(terminal),
                progress -> search.run(dataset, run.out(), run.options(terminal, progress)));
        Path inheritance = new RunLayout(run.out()).inheritance();
        if (Files.exists(inheritance)) {
            terminal.line("train --weights %s starts from the weights of the supernet".formatted(inheritance));
        }
        int count = dataset.labels().size();
        found.latency()
                .ifPresent(one ->
                        showLatency(one, one.measuredMillis(found.blueprint().network(count))));
        showCost(found.blueprint(), count, size.orElseGet(() -> sizeOf(dataset)));
    }

    /** A search and a training for each budget. */
    private <C extends Record> void sweep(Method<C> how) {
        if (latency.isEmpty()) {
            throw new BadUsage("--latency-budget: several budgets need a --latency table");
        }
        String name = requireData();
        C config = configured(how);
        if (!(how instanceof SupernetMethod<C, ?> single)) {
            throw new BadUsage("--latency-budget: %s does not search a single supernet".formatted(how.id()));
        }
        Dataset searched = open(name, imagesOf(how, config));
        Optional<Tensors> initial = weights.map(file -> initial(how, config, file, searched));
        List<String> frozen =
                initial.isPresent() ? how.searchOf(config).weights().frozen() : List.of();
        TrainConfig training = run.training(trainMinutes, frozen);
        Dataset trained = open(name, training.images().size());
        BudgetSweep<C> plain = BudgetSweep.of(single, config, training);
        BudgetSweep<C> sweep = initial.map(plain::from).orElse(plain);
        List<SweepPoint> front = LongWork.run(
                terminal,
                run.farewell(terminal),
                progress -> sweep.run(searched, trained, budgets, run.out(), run.options(terminal, progress)));
        Table table = Table.of("budget", "predicted", "measured", "mIoU on val");
        front.forEach(one -> table.row(
                "%s ms".formatted(one.budgetMillis()),
                "%.4g ms".formatted(one.predictedMillis()),
                "%.4g ms".formatted(one.measuredMillis()),
                "%.4f".formatted(one.score().miou())));
        terminal.table(table);
        terminal.line("%n%s and %s".formatted(BudgetSweep.csv(run.out()), BudgetSweep.picture(run.out())));
    }

    private <C extends Record> void random(Method<C> how) {
        classes.ifPresent(Classes::require);
        C config = configured(how);
        Optional<Dataset> dataset = data.map(name -> open(name, imagesOf(how, config)));
        DataSize image = size.or(() -> dataset.map(SearchCommand::sizeOf))
                .or(() -> imagesOf(how, config))
                .orElse(USUAL_SIZE);
        int count = dataset.map(one -> one.labels().size()).or(() -> classes).orElse(USUAL_CLASSES);
        RandomControl<C> any = RandomControl.of(how, config, count, Extent.of(image.height(), image.width()));
        RandomControl<C> control =
                like.map(other -> any.like(Blueprints.of(other), within)).orElse(any);
        showCost(control.run(run.out(), terminal.typed()), count, image);
    }

    /** The configuration in force; without weights, that of a backbone that has to learn. */
    private <C extends Record> C configured(Method<C> how) {
        C config = withBackbone(how, run.config(how.configType(), how.presets(), "search.", typedSettings()));
        requireSpace(how, config);
        how.searchOf(config).latency().table().ifPresent(file -> LatencyTables.read(Path.of(file), force));
        return config;
    }

    private <C extends Record> C withBackbone(Method<C> how, C typed) {
        boolean isNewSearch = !run.hasOwnConfig() && !method.startsWith(MethodName.RANDOM);
        if (how instanceof BackboneMethod<C, ?> standing && isNewSearch && weights.isEmpty()) {
            terminal.line(
                    "the backbone starts untrained and learns with the rest; --weights FILE starts from a trained one");
            return standing.fromScratch(typed);
        }
        return typed;
    }

    private static <C extends Record> void requireSpace(Method<C> how, C config) {
        try {
            Search<?> unused = how.search(config);
        } catch (IllegalArgumentException e) {
            throw new BadUsage("config: " + e.getMessage(), e);
        }
    }

    /** The search, of a supernet that starts from the weights of a file if there is one. */
    private <C extends Record> Search<?> started(Method<C> how, C config, Dataset dataset) {
        if (weights.isEmpty()) {
            return how.search(config);
        }
        Tensors initial = initial(how, config, weights.get(), dataset);
        return onBackbone(how).search(config).from(initial);
    }

    /** The weights of a file, as the supernet has them. */
    private <C extends Record> Tensors initial(Method<C> how, C config, Path file, Dataset dataset) {
        BackboneMethod<C, ?> standing = onBackbone(how);
        Supernet supernet = standing.search(config).supernet(dataset.labels().size());
        WeightFit fit = WeightFit.of(supernet.graph(), WeightFile.read(file), file.toString());
        BackboneConfig reading = standing.backbone(config);
        terminal.line("%s: %s".formatted(file, fit.summary()));
        terminal.line("the backbone reads images with padding %s, pixels %s; TensorFlow's weights want SAME and"
                        .formatted(reading.padding(), reading.pixels())
                + " MINUS_ONE_TO_ONE, torchvision's SYMMETRIC and IMAGENET (--set space.backbone.padding=...)");
        return fit.tensors();
    }

    private static <C extends Record> BackboneMethod<C, ?> onBackbone(Method<C> how) {
        if (how instanceof BackboneMethod<C, ?> standing) {
            return standing;
        }
        throw new BadUsage("--weights: %s has no backbone".formatted(how.id()));
    }

    private List<String> typedSettings() {
        List<String> settings = new ArrayList<>();
        backbone.map(name -> BackboneConfig.of(Backbone.of(name))).ifPresent(usual -> {
            settings.add("space.backbone.name=" + usual.name());
            settings.add("space.backbone.padding=" + usual.padding());
            settings.add("space.backbone.pixels=" + usual.pixels());
        });
        latency.ifPresent(table -> settings.add("search.latency.table=" + table));
        if (shuffled) {
            settings.add("search.architecture.labels=SHUFFLED");
        }
        if (!budgets.isEmpty()) {
            settings.add("search.latency.budgetMillis=" + budgets.getFirst());
        }
        return settings;
    }

    private String requireData() {
        return data.orElseThrow(() -> new BadUsage(
                "search %s needs data: --data DATA; allowed: see espalier list datasets".formatted(method)));
    }

    private static Dataset open(String name, Optional<DataSize> images) {
        return Datasets.open(name, images, CacheFolder.standard());
    }

    private static <C extends Record> Optional<DataSize> imagesOf(Method<C> how, C config) {
        return how.searchOf(config).images().size();
    }

    private static DataSize sizeOf(Dataset dataset) {
        return dataset.splits().getFirst().sample(0).size();
    }

    private void showCost(Blueprint found, int count, DataSize image) {
        Cost cost = Cost.of(found.network(count), Extent.of(image.height(), image.width()));
        terminal.line("found %s: with %d classes %s parameters, %s multiply-adds at %s"
                .formatted(
                        new RunLayout(run.out()).architecture(),
                        count,
                        Counts.rounded(cost.parameters()),
                        Counts.rounded(cost.multiplyAdds()),
                        image));
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
}
