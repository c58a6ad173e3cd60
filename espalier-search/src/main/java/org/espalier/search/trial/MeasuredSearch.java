package org.espalier.search.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Configs;
import org.espalier.data.DataSize;
import org.espalier.data.Dataset;
import org.espalier.engine.LibTorch;
import org.espalier.evaluation.CrossEntropy;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.espalier.run.Journal;
import org.espalier.run.Provenance;
import org.espalier.run.RunFolder;
import org.espalier.run.RunLayout;
import org.espalier.run.RunLength;
import org.espalier.run.RunOptions;
import org.espalier.run.StepSeconds;
import org.espalier.safetensors.Tensors;
import org.espalier.search.Candidates;
import org.espalier.search.FinalChoices;
import org.espalier.search.Method;
import org.espalier.search.Search;
import org.espalier.search.SearchConfig;
import org.espalier.search.SearchResult;
import org.espalier.text.Text;
import org.espalier.train.Forecast;
import org.espalier.train.Length;
import org.espalier.train.TrainConfig;
import org.espalier.train.Training;

/**
 * A search of supernets with a measured finish: its choices are a proposal, not the result. Candidates that they
 * propose are trained for real, all at the method's budget, by guided halving; the best on held-out images is what is
 * found ({@link ChoicePrior}, {@link Searcher.Guided}).
 *
 * @param <C> configuration of the method
 */
public final class MeasuredSearch<C extends Record> implements Search<Blueprint> {

    /** The folder of the supernet search in that of the run. */
    public static final String SUPERNET = "supernet";

    /** The folder of the trainings of candidates in that of the run. */
    public static final String FINISH = "finish";

    private static final String TIMING = "timing";
    private static final long TIMED_STEPS = 40;

    private final Method<C> method;
    private final C config;
    private final TrainConfig training;
    private final Searcher.Guided finish;
    private final Optional<Start> start;

    /** Weights of a backbone, and their hash. */
    private record Start(Tensors weights, String hash) {}

    private MeasuredSearch(
            Method<C> method, C config, TrainConfig training, Searcher.Guided finish, Optional<Start> start) {
        this.method = method;
        this.config = config;
        this.training = training;
        this.finish = finish;
        this.start = start;
    }

    /**
     * A search that starts from random weights.
     *
     * @param config of the method; without a budget, candidates have the configured widths and differ in cost
     * @param training of each candidate, whose length in steps or epochs is that of a full training; minutes are those
     *     of all trainings together, and become steps once, before the first of them
     * @throws BadUsage if the method's loss has a latency goal, which is none of the candidates, or supernet and
     *     candidates have images of different sizes
     */
    public static <C extends Record> MeasuredSearch<C> of(
            Method<C> method, C config, TrainConfig training, Searcher.Guided finish) {
        SearchConfig search = method.searchOf(config);
        if (search.budget().isEmpty() && search.latency().table().isPresent()) {
            throw new BadUsage(
                    "a measured finish compares networks of one price, and a latency goal of the loss has none;"
                            + " pass --budget, such as 1.2ms, in its place");
        }
        if (!method.choosesAll(config)) {
            throw new BadUsage(
                    "a measured finish draws candidates from the choices of a search, and those of this one are"
                            + " a part of an architecture; search all its parts");
        }
        Optional<DataSize> ofSupernet = search.images().size();
        Optional<DataSize> ofCandidates = training.images().size();
        if (!ofSupernet.equals(ofCandidates)) {
            throw new BadUsage(Text.format(
                    "a measured finish trains candidates on images of %s, the supernet learns on images of %s; allowed:"
                            + " one size for both, as --size sets it",
                    inWords(ofCandidates), inWords(ofSupernet)));
        }
        return new MeasuredSearch<>(method, config, training, finish, Optional.empty());
    }

    /**
     * Whether a search of this configuration usually ends so: if its networks have one price, so that what is best is
     * not what is largest.
     */
    public static <C extends Record> boolean suits(Method<C> method, C config) {
        return method.searchOf(config).budget().isPresent() && method.choosesAll(config);
    }

    /** Whether a run is one of such a search, by the plan that its configuration is. */
    public static boolean isIn(RunLayout run) {
        try (Stream<String> lines = Files.lines(run.config())) {
            return lines.anyMatch(line -> line.startsWith(FINISH + ":"));
        } catch (IOException | UncheckedIOException e) {
            throw new BadData("cannot read " + run.config() + ": " + e.getMessage(), e);
        }
    }

    private static String inWords(Optional<DataSize> size) {
        return size.map(DataSize::toString).orElse("the data's size");
    }

    /**
     * A copy whose supernet and candidates start from weights of the method's backbone, where names and shapes match.
     *
     * @param hash of the weights
     */
    public MeasuredSearch<C> from(Tensors weights, String hash) {
        return new MeasuredSearch<>(method, config, training, finish, Optional.of(new Start(weights, hash)));
    }

    /**
     * Everything that the result depends on, besides the data.
     *
     * @param method its name
     * @param search the method's configuration, as text
     * @param training of every candidate
     * @param finish with its numbers
     * @param weights hash of the weights that supernet and candidates start from; empty for random weights
     */
    private record Plan(
            String method, String search, TrainConfig training, Searcher.Guided finish, Optional<String> weights) {}

    /**
     * Searches on {@code train}; {@code val} is not read by the finish. A resumed run goes on where it was.
     *
     * @param folder new or empty, or with a run to resume
     */
    @Override
    public SearchResult<Blueprint> run(Dataset data, Path folder, RunOptions options) {
        Plan plan = new Plan(method.id(), Configs.text(config), training, finish, start.map(Start::hash));
        Provenance provenance = Provenance.of(
                        LibTorch.threads(),
                        LibTorch.kernels(),
                        Map.of("search", method.searchOf(config).seed()),
                        Optional.of(data.fingerprint()),
                        options.command())
                .from(start.map(Start::weights));
        requirePossible(data);
        try (RunFolder run = RunFolder.open(folder, plan, provenance, options.resume())) {
            RunLayout supernet = new RunLayout(folder.resolve(SUPERNET));
            if (!Files.exists(supernet.architecture())) {
                SearchResult<?> unused = supernet().run(data, supernet.root(), options.ofPart(supernet));
            }
            FinalChoices choices = FinalChoices.read(supernet);
            choices.writeTo(run.layout());
            RunLayout trained = new RunLayout(folder.resolve(FINISH));
            SearchResult<?> found = finishing(ofSteps(run, data, options))
                    .after(choices.arrays())
                    .on(data)
                    .run(data, trained.root(), options.ofPart(trained));
            Candidates candidates = found.candidates();
            Blueprint decoded = Candidates.read(supernet).best().blueprint();
            FinishReport report = FinishReport.of(candidates.ranked(), decoded);
            try (Journal journal = run.journal(-1)) {
                journal.append(report.event());
            }
            options.progress().note(report.inWords());
            candidates.writeTo(run.layout());
            return new SearchResult<>(found.blueprint(), candidates, found.latency(), Optional.empty());
        }
    }

    /**
     * What the trainings at the end will take, by steps of a random network; the candidates have its price. No run is
     * written.
     *
     * @throws BadUsage if no network of the space has the price
     */
    public Forecast forecast(String part, Dataset data) {
        if (!(training.length() instanceof Length.Minutes all)) {
            return finishing(training).forecast(part, data);
        }
        requirePossible(data);
        return finishing(training.lasting(new Length.Steps(TIMED_STEPS)))
                .forecast(part, data)
                .lasting(Duration.ofMillis(Math.round(60_000 * all.minutes())));
    }

    private Search<?> supernet() {
        return method.search(config, start.map(Start::weights));
    }

    private SpaceSearch<C> finishing(TrainConfig each) {
        SpaceSearch<C> fresh = new SpaceSearch<>(method, config, each, finish);
        return start.map(one -> fresh.from(one.weights(), one.hash())).orElse(fresh);
    }

    /** Checks, before the supernet is trained, what can be known of the finish; minutes are enough for any rungs. */
    private void requirePossible(Dataset data) {
        TrainConfig each = training.length() instanceof Length.Minutes
                ? training.lasting(new Length.Steps(Integer.MAX_VALUE))
                : training;
        Search<?> unused = finishing(each).on(data);
    }

    /** The training of each candidate, whose length is a number of steps or epochs. */
    private TrainConfig ofSteps(RunFolder run, Dataset data, RunOptions options) {
        if (training.length() instanceof Length.Minutes all) {
            RunLength length =
                    run.length(() -> measured(all.minutes(), run.layout().root(), data, options));
            options.progress()
                    .note(Text.format(
                            "%.3g minutes of trainings: %d steps of %.3g s each",
                            all.minutes(),
                            length.steps(),
                            length.secondsPerStep().orElseThrow()));
            return training.lasting(new Length.Steps(length.steps()));
        }
        return training;
    }

    /** Times steps of the network that the choices decode to; the other candidates have its price. */
    private RunLength measured(double minutes, Path folder, Dataset data, RunOptions options) {
        Blueprint decoded =
                Candidates.read(new RunLayout(folder.resolve(SUPERNET))).best().blueprint();
        RunLayout timing = new RunLayout(folder.resolve(TIMING));
        Training brief = Training.of(decoded, training.lasting(new Length.Steps(TIMED_STEPS)));
        double unusedLoss = start.map(one -> brief.from(one.weights()))
                .orElse(brief)
                .after(TIMED_STEPS, data, timing.root(), options.ofPart(timing), CrossEntropy::of);
        double seconds = StepSeconds.ofTraining(timing) / TIMED_STEPS;
        long steps = Math.round(60 * minutes / (seconds * finish.trainings()));
        int perEpoch =
                Math.max(1, data.split("train").size() / training.images().batch());
        long least = 2L * finish.rungs().size();
        return new RunLength(Math.max(least, steps), perEpoch, Optional.of(minutes), Optional.of(seconds));
    }
}
