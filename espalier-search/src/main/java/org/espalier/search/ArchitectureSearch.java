package org.espalier.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.espalier.blueprint.Blueprint;
import org.espalier.blueprint.BudgetFit;
import org.espalier.data.Dataset;
import org.espalier.data.Split;
import org.espalier.data.check.LabelledPixels;
import org.espalier.engine.LibTorch;
import org.espalier.engine.WeightStore;
import org.espalier.evaluation.Evaluator;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.pass.ForImages;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.run.Event;
import org.espalier.run.Provenance;
import org.espalier.run.RunFolder;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.safetensors.TensorFile;
import org.espalier.safetensors.Tensors;
import org.espalier.search.diagnosis.Diagnosis;
import org.espalier.space.SearchSpace;
import org.espalier.space.Supernet;
import org.espalier.space.relaxation.Sampling;
import org.espalier.train.Forecast;
import org.espalier.train.ImageForm;
import org.espalier.train.RunDriver;

/**
 * Searches any space in a run folder: trains the space's supernet and decodes it. The candidates are the architectures
 * that the space's decoding rules give, that of the default rule first.
 *
 * @param <A> architectures of the space
 */
public final class ArchitectureSearch<A> implements Search<A> {

    /** Origin of a candidate that no rule decodes: it was changed to meet a latency budget. */
    private static final String WITHIN_BUDGET = "within the latency budget";

    private static final int TRIED_FOR_BUDGET = 4;

    private final SearchSpace<A> space;
    private final SearchConfig config;
    private final Record written;
    private final Naming<A> naming;
    private final Optional<Tensors> initial;

    /** Converts an architecture to a blueprint, which can be written to a file. */
    @FunctionalInterface
    public interface Naming<A> {

        /** The blueprint of an architecture's network for a number of classes. */
        Blueprint blueprint(A architecture, int classes);
    }

    private ArchitectureSearch(
            SearchSpace<A> space, SearchConfig config, Record written, Naming<A> naming, Optional<Tensors> initial) {
        this.space = space;
        this.config = config;
        this.written = written;
        this.naming = naming;
        this.initial = initial;
    }

    /**
     * A search of any space. The result is written as a graph, so that it can be trained without the space. It has the
     * widths of the space: a budget of the config does not apply.
     */
    public static <A> ArchitectureSearch<A> of(SearchSpace<A> space, SearchConfig config) {
        SearchConfig own = config.within(Optional.empty());
        return new ArchitectureSearch<>(
                space,
                own,
                own,
                (architecture, classes) -> new Blueprint.OfGraph(space.network(architecture, classes)),
                Optional.empty());
    }

    /**
     * A search of a space that blueprints support.
     *
     * @param written the whole config, for the run's {@code config.yaml}
     * @param naming converts architectures to blueprints
     */
    public static <A> ArchitectureSearch<A> of(
            SearchSpace<A> space, SearchConfig config, Record written, Naming<A> naming) {
        return new ArchitectureSearch<>(space, config, written, naming, Optional.empty());
    }

    /** How the supernet is searched. */
    public SearchConfig config() {
        return config;
    }

    /** The space. */
    public SearchSpace<A> space() {
        return space;
    }

    /** The blueprint of an architecture of the space. */
    public Blueprint blueprint(A architecture, int classes) {
        return naming.blueprint(architecture, classes);
    }

    /** The supernet with the configured relaxation. */
    public Supernet supernet(int classes) {
        Sampling relaxation = config.architecture().relaxation();
        return relaxation.isPlain() ? space.supernet(classes) : space.supernet(classes, relaxation);
    }

    /**
     * A copy whose supernet starts from these weights, where names and shapes match: those of a backbone, for instance.
     */
    public ArchitectureSearch<A> from(Tensors weights) {
        return new ArchitectureSearch<>(space, config, written, naming, Optional.of(weights));
    }

    /**
     * Searches on the split {@code train}. After each epoch, the decoded architecture and the findings of
     * {@link Diagnosis} are recorded as events. If the supernet has all weights of the network found, the run saves
     * them ({@link RunLayout#inheritance}) and records the mIoU of both on {@code val}.
     *
     * @param folder new or empty, or with a run to resume
     */
    @Override
    public SearchResult<A> run(Dataset data, Path folder, RunOptions options) {
        Provenance provenance = Provenance.of(
                        LibTorch.threads(),
                        LibTorch.kernels(),
                        Map.of("search", config.seed()),
                        Optional.of(data.fingerprint()),
                        options.command())
                .from(initial);
        SupernetOnData<A> on = onData(data);
        if (!new RunLayout(folder).exists()) {
            on.requireMemory(config);
        }
        int classes = on.classes();
        Optional<BudgetFit> fit = on.fit();
        Optional<LatencyPilot<A>> pilot = on.pilot();
        ForImages images = on.images();
        try (RunFolder run = RunFolder.open(folder, written, provenance, options.resume());
                SearchLoop loop = on.loop(config)) {
            initial.ifPresent(loop.weights()::copyFrom);
            SearchReport<A> report = new SearchReport<>(
                    space,
                    architecture -> naming.blueprint(architecture, classes),
                    on.supernet(),
                    config,
                    loop,
                    run.layout(),
                    options);
            RunDriver.Observer observer = (result, journal) -> {
                A now = space.decode(loop.choiceWeights());
                Event event = Event.now("architecture", result.steps()).with("architecture", now.toString());
                journal.append(pilot.map(one -> event.with("beta", one.beta())
                                .with("expectedMillis", one.expectedMillis(loop.choiceWeights()))
                                .with("predictedMillis", one.predictedMillis(now)))
                        .orElse(event));
                if (loop.finished()) {
                    Graph network = fitted(found(loop, pilot), classes, fit).network(classes);
                    keepInheritance(images.apply(network), run.layout(), loop)
                            .flatMap(inherited -> quality(inherited, loop, data))
                            .ifPresent(quality -> {
                                journal.append(quality.event(loop.pace().steps()));
                                options.progress().note(quality.inWords());
                            });
                }
            };
            RunDriver.drive(loop, run, data, options, report.before(observer));
            A found = found(loop, pilot);
            Candidates candidates =
                    candidates(found, space.decodings(loop.choiceWeights()), images, classes, on.extent(), fit, pilot);
            FinalChoices.of(loop.choiceWeights()).writeTo(run.layout());
            candidates.writeTo(run.layout());
            Optional<LatencyOutcome> latency = pilot.map(one -> one.outcome(found))
                    .or(() -> fit.flatMap(
                            one -> LatencyOutcome.of(one, candidates.best().blueprint())));
            return new SearchResult<>(found, candidates, latency, Optional.of(report.verdict()));
        }
    }

    /**
     * What the search will take, by a few of its steps. No run is written.
     *
     * @throws BadUsage as of {@link #run}
     */
    public Forecast forecast(String part, Dataset data) {
        SupernetOnData<A> on = onData(data);
        on.requireMemory(config);
        try (SearchLoop loop = on.loop(config)) {
            return Forecast.of(part, loop);
        }
    }

    /** The supernet for the images of {@code train}, after all checks. */
    private SupernetOnData<A> onData(Dataset data) {
        Split train = data.split("train");
        LabelledPixels.require(train);
        SupernetOnData<A> on = SupernetOnData.of(space, supernet(data.labels().size()), config, train);
        initial.ifPresent(tensors -> ImageForm.requireFits(
                tensors, supernet(on.classes()).graph(), on.supernet().graph()));
        on.fit().ifPresent(this::requirePossible);
        return on;
    }

    /** The architecture found, then those of the other rules, without duplicates. */
    private Candidates candidates(
            A found,
            SequencedMap<String, A> decodings,
            ForImages images,
            int classes,
            Extent extent,
            Optional<BudgetFit> fit,
            Optional<LatencyPilot<A>> pilot) {
        SequencedMap<A, String> rules = new LinkedHashMap<>();
        rules.put(found, WITHIN_BUDGET);
        decodings.forEach((rule, decoded) ->
                rules.merge(decoded, rule, (earlier, later) -> earlier.equals(WITHIN_BUDGET) ? later : earlier));
        List<Candidate> candidates = new ArrayList<>();
        rules.forEach((architecture, rule) -> {
            Blueprint blueprint = fitted(architecture, classes, fit);
            Candidate one = Candidate.of(rule, blueprint, images.apply(blueprint.network(classes)), extent);
            candidates.add(pilot.map(known -> one.predicted(known.predictedMillis(architecture)))
                    .orElse(one));
        });
        return new Candidates(candidates);
    }

    /** The blueprint of an architecture, with the widths that are nearest to the budget if there is one. */
    private Blueprint fitted(A architecture, int classes, Optional<BudgetFit> fit) {
        Blueprint blueprint = naming.blueprint(architecture, classes);
        return fit.map(one -> one.nearest(blueprint)).orElse(blueprint);
    }

    /** @throws BadUsage if none of a few random architectures has widths that meet the budget */
    private void requirePossible(BudgetFit fit) {
        Seed seed = new Seed(config.seed()).derive("budget");
        List<Blueprint> some = IntStream.range(0, TRIED_FOR_BUDGET)
                .mapToObj(index -> naming.blueprint(space.random(seed.derive(index)), fit.classes()))
                .toList();
        if (some.stream().noneMatch(one -> fit.find(one).isPresent())) {
            Blueprint unused = fit.require(some.getFirst());
        }
    }

    private A found(SearchLoop loop, Optional<LatencyPilot<A>> pilot) {
        Map<String, double[]> choices = loop.choiceWeights();
        return pilot.map(one -> one.decoded(choices)).orElseGet(() -> space.decode(choices));
    }

    /** Saves the network's weights from the supernet, if the supernet has all of them. */
    private static Optional<Graph> keepInheritance(Graph network, RunLayout run, SearchLoop loop) {
        Optional<Tensors> inherited = loop.weights().tensorsOf(network);
        inherited.ifPresent(weights -> TensorFile.write(run.inheritance(), weights));
        return inherited.map(weights -> network);
    }

    /** The mIoU of supernet and network with the same weights; empty without a split {@code val}. */
    private Optional<InheritedQuality> quality(Graph network, SearchLoop loop, Dataset data) {
        return data.splits().stream()
                .filter(split -> split.name().equals("val"))
                .findFirst()
                .map(config.images()::resized)
                .map(val -> new InheritedQuality(
                        Evaluator.evaluate(loop.supernet().scores(), loop.weights(), val)
                                .miou(),
                        Evaluator.evaluate(network, loop.weights(), val).miou(),
                        reestimated(network, loop, val)));
    }

    /** The mIoU of the network with its own normalisation statistics; those of the supernet mix all options. */
    private static double reestimated(Graph network, SearchLoop loop, Split val) {
        try (WeightStore own = loop.weights().copy()) {
            loop.reestimate(network, own);
            return Evaluator.evaluate(network, own, val).miou();
        }
    }
}
