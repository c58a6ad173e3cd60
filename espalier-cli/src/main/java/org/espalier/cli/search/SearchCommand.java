package org.espalier.cli.search;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.cli.argument.AtLeast;
import org.espalier.cli.argument.MethodName;
import org.espalier.cli.argument.MethodName.Way;
import org.espalier.cli.argument.PlanOption;
import org.espalier.cli.argument.RunArguments;
import org.espalier.cli.argument.SizeConverter;
import org.espalier.cli.argument.SkipBad;
import org.espalier.cli.terminal.LongWork;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.DataSize;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.pass.ForImages;
import org.espalier.problem.BadUsage;
import org.espalier.run.Progress;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.safetensors.Tensors;
import org.espalier.search.BackboneMethod;
import org.espalier.search.Method;
import org.espalier.search.RandomControl;
import org.espalier.search.Search;
import org.espalier.search.SearchResult;
import org.espalier.search.SupernetMethod;
import org.espalier.search.trial.MeasuredSearch;
import org.espalier.search.trial.Searcher;
import org.espalier.search.trial.SpaceSearch;
import org.espalier.space.backbone.Backbone;
import org.espalier.space.backbone.BackboneConfig;
import org.espalier.sweep.BudgetSweep;
import org.espalier.sweep.SweepPoint;
import org.espalier.text.ShellCommand;
import org.espalier.text.Text;
import org.espalier.train.Forecast;
import org.espalier.train.TrainConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Searches for an architecture. */
@Command(name = "search", description = "Search for an architecture and write architecture.json into the run.")
public final class SearchCommand implements Runnable {

    private static final DataSize DEFAULT_SIZE = new DataSize(512, 1024);

    @Mixin
    private Terminal terminal;

    @Mixin
    private RunArguments run;

    @Mixin
    private PlanOption plan;

    @Parameters(paramLabel = "METHOD", description = "Search method; see espalier list methods.")
    private String methodName;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "Data set to search on; see espalier list datasets. random: only its size,"
                    + " classes and channels are used.")
    private Optional<String> data = Optional.empty();

    @Mixin
    private SkipBad skipBad;

    @Option(names = "--backbone", paramLabel = "NAME", description = "sed: the backbone of the decoder.")
    private Optional<String> backbone = Optional.empty();

    @Option(
            names = RunArguments.WEIGHTS,
            paramLabel = "FILE",
            description = "Weights of the backbone to start from: safetensors or a PyTorch state dict.")
    private Optional<Path> weights = Optional.empty();

    @Mixin
    private LatencyOptions latency;

    @Option(
            names = "--budget",
            paramLabel = "COST",
            description = "What the network may cost for one image: multiply-adds, such as 35M, or a time by the"
                    + " --latency table, such as 1.5ms. Its widths are solved for that; none: those configured."
                    + " Default: that of the preset.")
    private Optional<String> budget = Optional.empty();

    @Option(
            names = "--null",
            description = "Shuffle the labels of architecture steps: shows what the search finds when the labels"
                    + " carry no information.")
    private boolean shuffled;

    @Option(
            names = "--stop-when-stable",
            paramLabel = "N",
            description = "End the training of a supernet when it has decoded the same architecture for N epochs, and"
                    + " its decisions are beyond noise.")
    private Optional<Integer> stopWhenStable = Optional.empty();

    @Mixin
    private RandomOptions randomOptions;

    @Mixin
    private SearcherOptions searcherOptions;

    @Option(
            names = "--size",
            paramLabel = "HxW",
            converter = SizeConverter.class,
            description = "Image size for counting multiply-adds. Default: that of the data or the configuration. Where"
                    + " candidates are trained: size to which all images are resized; crops keep their share of it.")
    private Optional<DataSize> size = Optional.empty();

    @Override
    public void run() {
        MethodName name = MethodName.of(methodName);
        Optional<Searcher> searcher = searcherOptions.searcher(name);
        Optional<Searcher.Guided> finish = searcherOptions.finish(name, () -> endsWithTrainings(name.method()));
        requireAllowedOptions(name, searcher.isPresent());
        run.requireWeightsOnResume(weights);
        if (searcher.isPresent()) {
            trained(name.method(), searcher.get());
        } else if (finish.isPresent()) {
            measured(name.method(), finish.get());
        } else if (name.way() == Way.RANDOM) {
            random(name.method());
        } else if (latency.hasSeveralBudgets()) {
            sweep(name.method());
        } else {
            search(name.method());
        }
    }

    /** Whether a search ends so if {@code --finish} is not given; a resumed one, as it began. */
    private <C extends Record> boolean endsWithTrainings(Method<C> method) {
        RunLayout started = new RunLayout(run.out());
        if (run.resume() && started.exists()) {
            return MeasuredSearch.isIn(started);
        }
        return !shuffled
                && !latency.hasBudget()
                && MeasuredSearch.suits(
                        method, run.presetConfig(method.configType(), method.presets(), "search.", typedSettings()));
    }

    private void requireAllowedOptions(MethodName name, boolean isTrained) {
        if (plan.isAsked() && (latency.hasSeveralBudgets() || name.way() == Way.RANDOM && !isTrained)) {
            throw new BadUsage("plan: got several latency budgets, or a random network without trials; allowed: one"
                    + " search that trains; plan one budget, the others take as long");
        }
        if (isTrained) {
            requireOptionsOfTraining(name);
        } else if (name.way() == Way.RANDOM) {
            requireOptionsOfADraw(name);
        }
        randomOptions.require(name, data.isPresent(), isTrained);
        latency.requireComplete();
        if (stopWhenStable.isPresent()) {
            AtLeast.require("--stop-when-stable", stopWhenStable.get(), 1);
            if (name.way() != Way.METHOD) {
                throw new BadUsage(Text.format(
                        "--stop-when-stable: not allowed with %s, which trains no supernet; allowed with espalier"
                                + " search %s",
                        methodName, name.method().id()));
            }
        }
    }

    private void requireOptionsOfADraw(MethodName name) {
        if (weights.isPresent() || latency.hasBudget() || latency.isGoal() && budget.isEmpty()) {
            throw new BadUsage("--weights, --latency-budget, and --latency without --budget: not allowed with random:"
                    + " methods; allowed with espalier search "
                    + name.method().id());
        }
        if (run.resume()) {
            throw new BadUsage("--resume: not allowed with random: methods, which finish at once without --trials; draw"
                    + " into a new folder");
        }
        if (shuffled) {
            throw new BadUsage("--null: not allowed with random: methods, which read no labels; allowed with espalier"
                    + " search " + name.method().id());
        }
    }

    private void requireOptionsOfTraining(MethodName name) {
        if (shuffled || latency.hasBudget() || latency.trainMinutes().isPresent()) {
            throw new BadUsage(Text.format(
                    "--null, --latency-budget and --train-minutes: not allowed with %s, which trains candidates;"
                            + " allowed with espalier search %s",
                    methodName, name.method().id()));
        }
        run.stepsOnly();
    }

    /** Trains candidates of the method's space. */
    private <C extends Record> void trained(Method<C> method, Searcher searcher) {
        TrainedCandidates candidates = new TrainedCandidates(terminal, run, this::options);
        searcherOptions.pilot().ifPresent(pilot -> candidates.requireRanking(method, searcher, pilot));
        String name = requireData();
        SpaceTraining<C> trained = SpaceTraining.judged(method, run, typedSettings(), size, weights);
        requireUsable(method, trained.config());
        Dataset dataset = open(name, trained.training().images().size());
        SpaceSearch<C> search = candidates.search(method, trained, searcher, weights, dataset);
        if (plan.isAsked()) {
            plan.show(terminal, List.of(search.forecast("trainings", dataset)));
        } else {
            candidates.run(search.on(dataset), trained, dataset);
        }
    }

    /** Searches with the method's supernets and trains the candidates that they propose. */
    private <C extends Record> void measured(Method<C> method, Searcher.Guided finish) {
        if (shuffled || latency.hasBudget()) {
            throw new BadUsage("--null and --latency-budget: not allowed with --finish measured; allowed with --finish"
                    + " decoded");
        }
        TrainedCandidates candidates = new TrainedCandidates(terminal, run, this::options);
        searcherOptions.pilot().ifPresent(pilot -> candidates.requireRanking(method, finish, pilot));
        String name = requireData();
        SpaceTraining<C> trained = SpaceTraining.finishing(method, run, typedSettings(), size, weights);
        requireUsable(method, trained.config());
        Dataset dataset = open(name, trained.training().images().size());
        MeasuredSearch<C> search = candidates.finish(method, trained, finish, weights, dataset);
        if (plan.isAsked()) {
            List<Forecast> parts = new ArrayList<>(supernets(method, trained.config(), dataset));
            parts.add(search.forecast("finish", dataset));
            plan.show(terminal, parts);
        } else {
            candidates.run(search, trained, dataset);
        }
    }

    private static <C extends Record> List<Forecast> supernets(Method<C> method, C config, Dataset dataset) {
        return method.stages(config).stream()
                .map(stage -> stage.search().forecast(stage.name(), dataset))
                .toList();
    }

    private <C extends Record> void search(Method<C> method) {
        String name = requireData();
        C config = configured(method);
        Dataset dataset = open(name, imagesOf(method, config));
        Search<?> search = started(method, config, dataset);
        if (plan.isAsked()) {
            plan.show(terminal, supernets(method, config, dataset));
            return;
        }
        SearchResult<?> found = LongWork.run(
                terminal, run.resumeHint(terminal), progress -> search.run(dataset, run.out(), options(progress)));
        Path inheritance = new RunLayout(run.out()).inheritance();
        if (Files.exists(inheritance)) {
            terminal.line("to start a training from the weights of the supernet: "
                    + ShellCommand.of("espalier", "train", "--weights", inheritance.toString()));
        }
        int count = dataset.labels().size();
        Graph network = imagesOf(dataset).apply(found.blueprint().network(count));
        found.latency().ifPresent(one -> FoundNetwork.showLatency(terminal, one, one.measuredMillis(network)));
        FoundNetwork.showCost(terminal, run.out(), network, count, size.orElseGet(() -> sizeOf(dataset)));
    }

    /** Runs one search and one training for each budget. */
    private <C extends Record> void sweep(Method<C> method) {
        String name = requireData();
        C config = configured(method);
        if (!(method instanceof SupernetMethod<C, ?> single)) {
            throw new BadUsage(Text.format(
                    "--latency-budget: several budgets need a method that searches a single supernet; %s does not",
                    method.id()));
        }
        Dataset searched = open(name, imagesOf(method, config));
        Optional<Tensors> initial = weights.map(file -> InitialWeights.read(file, method, config, searched, terminal));
        List<String> frozen =
                initial.isPresent() ? method.searchOf(config).weights().frozen() : List.of();
        TrainConfig training = run.training(latency.trainMinutes(), frozen);
        Dataset trained = open(name, training.images().size());
        BudgetSweep<C> plain = BudgetSweep.of(single, config, training);
        BudgetSweep<C> sweep = initial.map(plain::from).orElse(plain);
        List<SweepPoint> front = LongWork.run(
                terminal,
                run.resumeHint(terminal),
                progress -> sweep.run(searched, trained, latency.budgets(), run.out(), options(progress)));
        Table table = Table.of("budget", "predicted", "measured", "mIoU on val");
        front.forEach(one -> table.row(
                Text.format("%s ms", one.budgetMillis()),
                Text.format("%.4g ms", one.predictedMillis()),
                Text.format("%.4g ms", one.measuredMillis()),
                Text.format("%.4f", one.score().miou())));
        terminal.table(table);
        terminal.line(Text.format("%n%s and %s", BudgetSweep.csv(run.out()), BudgetSweep.picture(run.out())));
    }

    private <C extends Record> void random(Method<C> method) {
        C config = configured(method);
        Optional<Dataset> dataset = data.map(name -> open(name, imagesOf(method, config)));
        DataSize image = size.or(() -> dataset.map(SearchCommand::sizeOf))
                .or(() -> imagesOf(method, config))
                .orElse(DEFAULT_SIZE);
        int count = dataset.map(one -> one.labels().size()).orElseGet(randomOptions::classes);
        ForImages images = dataset.map(SearchCommand::imagesOf).orElseGet(ForImages::rgb);
        RandomControl<C> any = RandomControl.of(method, config, count, Extent.of(image.height(), image.width()))
                .forImages(images);
        Blueprint drawn = randomOptions.sized(any).run(run.out(), terminal.typedCommand());
        FoundNetwork.showCost(terminal, run.out(), images.apply(drawn.network(count)), count, image);
    }

    /** The configuration, adjusted to an untrained backbone if there are no weights to start from. */
    private <C extends Record> C configured(Method<C> method) {
        C config = withBackbone(method, run.config(method.configType(), method.presets(), "search.", typedSettings()));
        requireUsable(method, config);
        return config;
    }

    private <C extends Record> C withBackbone(Method<C> method, C typed) {
        boolean isNewSearch = !run.hasOwnConfig() && !methodName.startsWith(Way.RANDOM.prefix());
        if (method instanceof BackboneMethod<C, ?> backboneMethod && isNewSearch && weights.isEmpty()) {
            terminal.note("the backbone starts untrained and is trained with the rest; to start from trained"
                    + " weights, pass --weights FILE");
            return backboneMethod.fromScratch(typed);
        }
        return typed;
    }

    /** Checks the space, and the device of the latency table. */
    private <C extends Record> void requireUsable(Method<C> method, C config) {
        try {
            Search<?> unused = method.search(config);
        } catch (IllegalArgumentException e) {
            throw new BadUsage("config: " + e.getMessage(), e);
        }
        latency.requireUsable(method.searchOf(config).latency());
    }

    /** The search; its supernet starts from the weights of {@code --weights} if given. */
    private <C extends Record> Search<?> started(Method<C> method, C config, Dataset dataset) {
        if (weights.isEmpty()) {
            return method.search(config);
        }
        Tensors initial = InitialWeights.read(weights.get(), method, config, dataset, terminal);
        return InitialWeights.onBackbone(method).search(config).from(initial);
    }

    private List<String> typedSettings() {
        List<String> settings = new ArrayList<>();
        backbone.map(name -> BackboneConfig.of(Backbone.of(name))).ifPresent(usual -> {
            settings.add("space.backbone.name=" + usual.name());
            settings.add("space.backbone.padding=" + usual.padding());
            settings.add("space.backbone.pixels=" + usual.pixels());
        });
        settings.addAll(latency.settings());
        budget.ifPresent(cost -> settings.add(BudgetOption.setting(cost)));
        if (shuffled) {
            settings.add("search.architecture.labels=SHUFFLED");
        }
        return settings;
    }

    private RunOptions options(Progress progress) {
        return run.options(terminal, progress).stoppingWhenStable(stopWhenStable.orElse(0));
    }

    private String requireData() {
        return data.orElseThrow(() -> new BadUsage(
                Text.format("--data: search %s needs a data set; see espalier list datasets", methodName)));
    }

    private Dataset open(String name, Optional<DataSize> images) {
        return Datasets.open(name, images, skipBad.cache());
    }

    private static <C extends Record> Optional<DataSize> imagesOf(Method<C> method, C config) {
        return method.searchOf(config).images().size();
    }

    private static ForImages imagesOf(Dataset dataset) {
        return ForImages.ofChannels(dataset.splits().getFirst().format().channels());
    }

    private static DataSize sizeOf(Dataset dataset) {
        return dataset.splits().getFirst().sample(0).size();
    }
}
