package org.espalier.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.bench.Bench;
import org.espalier.bench.Entrant;
import org.espalier.bench.OnnxEntrant;
import org.espalier.blueprint.Blueprint;
import org.espalier.budget.Budget;
import org.espalier.cost.Cost;
import org.espalier.data.DataSize;
import org.espalier.data.Dataset;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.deploy.ModelConfig;
import org.espalier.deploy.ModelPackage;
import org.espalier.deploy.Segmenter;
import org.espalier.deploy.onnx.ImageSize;
import org.espalier.drawing.architecture.BlueprintDrawing;
import org.espalier.evaluation.Evaluation;
import org.espalier.file.AtomicFile;
import org.espalier.graph.Extent;
import org.espalier.label.Mask;
import org.espalier.machine.Machine;
import org.espalier.model.Model;
import org.espalier.model.Parity;
import org.espalier.pass.ForImages;
import org.espalier.problem.Allowed;
import org.espalier.run.RunLayout;
import org.espalier.run.RunLength;
import org.espalier.run.RunOptions;
import org.espalier.search.LatencyGoal;
import org.espalier.search.RandomControl;
import org.espalier.search.Search;
import org.espalier.search.SearchConfig;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.search.autodeeplab.AutoDeepLabMethod;
import org.espalier.search.trial.MeasuredSearch;
import org.espalier.search.trial.Searcher;
import org.espalier.search.trial.SpaceSearch;
import org.espalier.search.trial.SpaceSearchPlan;
import org.espalier.text.Text;
import org.espalier.train.Length;
import org.espalier.train.TrainConfig;
import org.espalier.train.Training;
import org.espalier.zoo.Zoo;

/**
 * The whole pipeline on a small scale: an Auto-DeepLab search, then networks of one price: the one found, three random
 * ones, a hand-designed one and, if asked for, what successive halving finds. Each is trained for the same number of
 * steps, evaluated, exported and timed.
 *
 * @param search length of the search of the supernet
 * @param finish steps of a full training of a candidate that the supernet proposes; empty if its choices are the result
 * @param training length of the training of the network found; the others take the same number of steps
 * @param price of every network for one image, by which its widths are solved
 * @param table latency table for a price in milliseconds; its operations have several widths
 * @param seed of searches, draws and trainings; other seeds draw other random networks
 * @param halving whether there is a network by successive halving, too, which takes about as long as the search
 */
public record Demo(
        Length search,
        Optional<Length.Steps> finish,
        Length training,
        Budget price,
        Optional<Path> table,
        long seed,
        boolean halving) {

    /** About five minutes on two cores, 35 M multiply-adds. */
    public static final Demo DEFAULT = new Demo(
            new Length.Steps(300),
            Optional.of(new Length.Steps(350)),
            new Length.Steps(700),
            Budget.parse("35M"),
            Optional.empty(),
            1,
            false);

    private static final int RANDOM = 3;

    private static final List<Double> RUNGS = List.of(0.25, 0.5, 1.0);

    /** Four full trainings of a candidate. */
    private static final Searcher.Guided FINISH = new Searcher.Guided(8, 2, RUNGS).keepingFirst();

    /** Eight full trainings: the supernet takes the time of about four. */
    private static final Searcher.Halving HALVING = new Searcher.Halving(16, 2, RUNGS);

    /** Shares of the total time: one search, five trainings. */
    private static final double SEARCH_SHARE = 0.25;

    private static final double TRAINING_SHARE = 0.15;

    private static final int SHOWN = 6;
    private static final int WARM_UP = 10;
    private static final int TURNS = 100;

    public Demo {
        Allowed.that(!halving || finish.isPresent(), "halving", true, "with a finish, whose steps its trainings have");
    }

    /**
     * A demo of about this duration on this machine. The time of a step is measured once, on the network found. There is
     * no finish: candidates are compared by steps, and how many there is time for is not known before.
     */
    public Demo lasting(double minutes) {
        return new Demo(
                new Length.Minutes(minutes * SEARCH_SHARE),
                Optional.empty(),
                new Length.Minutes(minutes * TRAINING_SHARE),
                price,
                table,
                seed,
                halving);
    }

    /** A copy whose networks have another price in multiply-adds, or in milliseconds by a table. */
    public Demo costing(Budget other, Optional<Path> latencies) {
        return new Demo(search, finish, training, other, latencies, seed, halving);
    }

    /** A copy with another seed, and with or without halving. */
    public Demo with(long otherSeed, boolean orHalving) {
        return new Demo(search, finish, training, price, table, otherSeed, orHalving);
    }

    /** Size of the images, HEIGHTxWIDTH. */
    public static DataSize imageSize() {
        return TrainConfig.TINY.images().size().orElseThrow();
    }

    /** The drawing of the architecture found. */
    public static Path drawing(Path folder) {
        return folder.resolve("architecture.svg");
    }

    /**
     * Runs the demo.
     *
     * @param data of {@link #imageSize}, with splits {@code train} and {@code val}
     * @param folder a new one
     * @param options a demo starts from the beginning; progress notes announce each part
     */
    public DemoResult run(Dataset data, Path folder, RunOptions options) {
        AutoDeepLabConfig config = config();
        AutoDeepLabMethod method = new AutoDeepLabMethod();
        Setup setup = new Setup(data, folder, options, seed, parts());
        setup.begin("searching on " + data.name());
        Blueprint found = search(method, config)
                .run(data, folder.resolve("search"), options)
                .blueprint();
        int classes = data.labels().size();
        AtomicFile.write(drawing(folder), BlueprintDrawing.svg(found, "Found by the demo", extent(), classes));
        Blueprint designed = config.search()
                .fit(extent(), classes, ForImages.rgb())
                .orElseThrow()
                .require(new Blueprint.OfZoo(Zoo.SEPARABLE_UNET.id()));
        List<Trained> trained = new ArrayList<>();
        trained.add(setup.train("found", found, training));
        Length steps = stepsOf(trained.getFirst().run());
        for (int draw = 1; draw <= RANDOM; draw++) {
            AutoDeepLabConfig drawn = method.with(config, config.search().seeded(RANDOM * (seed - 1) + draw));
            Blueprint random = RandomControl.of(method, drawn, classes, extent())
                    .run(folder.resolve("random-" + draw + "-search"), options.command());
            trained.add(setup.train("random-" + draw, random, steps));
        }
        trained.add(setup.train("hand-designed", designed, steps));
        if (halving) {
            setup.begin("searching by halving");
            Blueprint halved = new SpaceSearch<>(method, config, candidates(finish.orElseThrow()), HALVING)
                    .on(data)
                    .run(data, folder.resolve("halving-search"), options)
                    .blueprint();
            trained.add(setup.train("halving", halved, steps));
        }
        setup.begin("measuring");
        return new DemoResult(found, setup.shown, contenders(trained));
    }

    /** Search, trainings, measurement. */
    private int parts() {
        return RANDOM + 4 + (halving ? 2 : 0);
    }

    private Search<?> search(AutoDeepLabMethod method, AutoDeepLabConfig config) {
        return finish.<Search<?>>map(steps -> MeasuredSearch.of(method, config, candidates(steps), FINISH))
                .orElseGet(() -> method.search(config));
    }

    private TrainConfig candidates(Length.Steps steps) {
        return TrainConfig.TINY.seeded(seed).lasting(steps).judgedBy(SpaceSearchPlan.JUDGED);
    }

    private AutoDeepLabConfig config() {
        AutoDeepLabConfig tiny = AutoDeepLabConfig.TINY;
        SearchConfig priced = table.map(
                        file -> tiny.search().within(Optional.empty()).with(LatencyGoal.by(file)))
                .orElse(tiny.search())
                .within(Optional.of(price));
        return tiny.with(priced.lasting(search).seeded(seed));
    }

    private static Extent extent() {
        return Extent.of(imageSize().height(), imageSize().width());
    }

    private static Length stepsOf(Path run) {
        return new Length.Steps(RunLength.read(new RunLayout(run).length()).steps());
    }

    /** Times the networks in turns, so that load on the machine affects all of them alike. */
    private static List<Contender> contenders(List<Trained> trained) {
        int cores = Machine.processors();
        List<Entrant> entrants = trained.stream()
                .<Entrant>map(
                        one -> OnnxEntrant.ofFile(one.name, packageOf(one.run).onnx(), extent(), cores))
                .toList();
        List<Bench.Result> speeds = Bench.run(entrants, WARM_UP, TURNS);
        return IntStream.range(0, trained.size())
                .mapToObj(i -> trained.get(i).contender(speeds.get(i).p50Millis()))
                .toList();
    }

    private static ModelPackage packageOf(Path run) {
        return ModelPackage.read(Model.folder(run));
    }

    /** A contender that has not been timed yet. */
    private record Trained(String name, Path run, Evaluation evaluation, Cost cost, List<Mask> masks) {

        private Contender contender(double medianMillis) {
            return new Contender(name, run, evaluation, cost, medianMillis, masks);
        }
    }

    /** The data and options that all contenders share. */
    private static final class Setup {

        private final Dataset data;
        private final Path folder;
        private final RunOptions options;
        private final long seed;
        private final int parts;
        private final Split val;
        private final List<Sample> shown;
        private int part;

        Setup(Dataset data, Path folder, RunOptions options, long seed, int parts) {
            this.data = data;
            this.folder = folder;
            this.options = options;
            this.seed = seed;
            this.parts = parts;
            this.val = data.split("val");
            int count = Math.min(SHOWN, val.size());
            this.shown = IntStream.range(0, count)
                    .mapToObj(i -> val.sample(i * val.size() / count))
                    .toList();
        }

        /** Announces the next part. */
        void begin(String what) {
            part++;
            options.progress().note(Text.format("%d/%d %s", part, parts, what));
        }

        Trained train(String name, Blueprint blueprint, Length length) {
            begin("training the network: " + name);
            Path run = folder.resolve(name);
            TrainConfig config = TrainConfig.TINY.seeded(seed).lasting(length);
            try (Model model = Training.of(blueprint, config).run(data, run, options)) {
                Parity parity = model.export(
                        packageOf(run).onnx(),
                        ImageSize.fixed(imageSize().height(), imageSize().width()),
                        val);
                Evaluation evaluation = model.evaluate(val);
                options.progress()
                        .note(Text.format(
                                "    mIoU %.4f; ONNX Runtime and libtorch agree on %.3f%% of the pixels",
                                evaluation.miou(), 100 * parity.agreement()));
                Cost cost = Cost.of(
                        ModelConfig.inferenceForm(
                                blueprint.network(data.labels().size())),
                        extent());
                return new Trained(name, run, evaluation, cost, masks(run));
            }
        }

        private List<Mask> masks(Path run) {
            try (Segmenter segmenter = Segmenter.load(Model.folder(run))) {
                return shown.stream()
                        .map(sample -> segmenter.segment(sample.pixels()))
                        .toList();
            }
        }
    }
}
