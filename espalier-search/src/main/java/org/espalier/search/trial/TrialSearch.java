package org.espalier.search.trial;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.espalier.blueprint.Blueprint;
import org.espalier.data.DataSize;
import org.espalier.data.Dataset;
import org.espalier.data.Split;
import org.espalier.engine.LibTorch;
import org.espalier.graph.Extent;
import org.espalier.pass.ForImages;
import org.espalier.problem.BadData;
import org.espalier.problem.Failure;
import org.espalier.run.Event;
import org.espalier.run.EventLog;
import org.espalier.run.Journal;
import org.espalier.run.Provenance;
import org.espalier.run.RunFolder;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.safetensors.Tensors;
import org.espalier.search.ArchitectureSearch.Naming;
import org.espalier.search.Candidate;
import org.espalier.search.Candidates;
import org.espalier.search.Search;
import org.espalier.search.SearchResult;
import org.espalier.text.Text;
import org.espalier.train.RunDriver;

/**
 * A search that evaluates the architectures that a strategy proposes. Each result is an event {@code trial} of the run.
 * A resumed search replays these results on a new strategy and evaluates the rest. The trials of one architecture, a
 * candidate, share a folder, so that a later one goes on with the training of an earlier one.
 *
 * @param <A> architectures
 */
public final class TrialSearch<A> implements Search<A> {

    private static final String TRIAL = "trial";
    private static final String ARCHITECTURE = "architecture";
    private static final String LOSS = "loss";

    private final Supplier<? extends Strategy<A>> strategies;
    private final TrialEvaluation<A> evaluation;
    private final Naming<A> naming;
    private final Record config;
    private final long seed;
    private final Optional<Listing> listing;
    private final Optional<Tensors> weights;

    /** Makes an entry of {@code candidates.json}, without evaluations. */
    @FunctionalInterface
    public interface Listing {

        /** The candidate of a blueprint for a number of classes. */
        Candidate candidate(String origin, Blueprint blueprint, int classes);
    }

    private TrialSearch(
            Supplier<? extends Strategy<A>> strategies,
            TrialEvaluation<A> evaluation,
            Naming<A> naming,
            Record config,
            long seed,
            Optional<Listing> listing,
            Optional<Tensors> weights) {
        this.strategies = strategies;
        this.evaluation = evaluation;
        this.naming = naming;
        this.config = config;
        this.seed = seed;
        this.listing = listing;
        this.weights = weights;
    }

    /**
     * Creates a search.
     *
     * @param strategies creates a strategy without results, the same each time
     * @param evaluation evaluates a trial
     * @param naming converts an architecture to a blueprint
     * @param config everything that the result depends on, for the run's {@code config.yaml}
     * @param seed of the strategy, for the provenance
     */
    public static <A> TrialSearch<A> of(
            Supplier<? extends Strategy<A>> strategies,
            TrialEvaluation<A> evaluation,
            Naming<A> naming,
            Record config,
            long seed) {
        return new TrialSearch<>(strategies, evaluation, naming, config, seed, Optional.empty(), Optional.empty());
    }

    /** A copy that says in its provenance which weights its candidates start from. */
    TrialSearch<A> startingFrom(Optional<Tensors> initial) {
        return new TrialSearch<>(strategies, evaluation, naming, config, seed, listing, initial);
    }

    /** A copy whose candidates are listed by a rule; otherwise with their multiply-adds at the size of the data. */
    public TrialSearch<A> listing(Listing rule) {
        return new TrialSearch<>(strategies, evaluation, naming, config, seed, Optional.of(rule), weights);
    }

    /**
     * {@inheritDoc}
     *
     * @throws BadData if the resumed run has results of other trials than the strategy proposes
     */
    @Override
    public SearchResult<A> run(Dataset data, Path folder, RunOptions options) {
        int classes = data.labels().size();
        Provenance provenance = Provenance.of(
                        LibTorch.threads(),
                        LibTorch.kernels(),
                        Map.of("search", seed),
                        Optional.of(data.fingerprint()),
                        options.command())
                .from(weights);
        try (RunFolder run = RunFolder.open(folder, config, provenance, options.resume())) {
            Strategy<A> strategy = strategies.get();
            Evaluations<A> evaluations = new Evaluations<>();
            List<Event> before = resultsIn(run.layout());
            before.forEach(event -> replay(strategy, evaluations, event, classes, run.layout()));
            try (Journal journal = run.journal(before.isEmpty() ? -1 : before.size())) {
                if (before.isEmpty()) {
                    RunDriver.reportLeftOut(data, journal, options.progress());
                }
                for (Optional<Trial<A>> next = strategy.ask(); next.isPresent(); next = strategy.ask()) {
                    Trial<A> trial = next.get();
                    int candidate = evaluations.candidate(trial);
                    Path own = folder.resolve("candidates").resolve(Integer.toString(candidate));
                    double loss = evaluation.loss(trial, data, own, options.nested(own));
                    journal.append(event(trial, candidate, loss, classes));
                    journal.sync();
                    options.progress()
                            .note(Text.format(
                                    "trial %d, candidate %d: loss %.4f after %d steps",
                                    trial.number(), candidate, loss, trial.steps()));
                    evaluations.add(trial, loss);
                    strategy.tell(trial, loss);
                }
            }
            SearchResult<A> result = result(strategy.ranked(), evaluations, data, classes);
            result.candidates().writeTo(run.layout());
            return result;
        }
    }

    private static List<Event> resultsIn(RunLayout run) {
        if (!Files.exists(run.events())) {
            return List.of();
        }
        return EventLog.read(run.events()).stream()
                .filter(event -> event.kind().equals(TRIAL))
                .toList();
    }

    /** Replays the result of an event. */
    private void replay(Strategy<A> strategy, Evaluations<A> evaluations, Event event, int classes, RunLayout run) {
        Optional<Trial<A>> asked = strategy.ask();
        String then = event.fields().path(ARCHITECTURE).asString("");
        if (asked.isEmpty() || !blueprint(asked.get(), classes).hash().equals(then)) {
            throw new BadData(Text.format(
                            "%s: trial %d is not the one that the strategy proposes; resume with the same strategy,",
                            run.events(), event.step())
                    + " or start a run in another folder");
        }
        double loss = event.number(LOSS)
                .orElseThrow(() -> new BadData(Text.format("%s: trial %d has no loss", run.events(), event.step())));
        evaluations.add(asked.get(), loss);
        strategy.tell(asked.get(), loss);
    }

    private Event event(Trial<A> trial, int candidate, double loss, int classes) {
        return Event.now(TRIAL, trial.number())
                .with("number", trial.number())
                .with("candidate", candidate)
                .with(ARCHITECTURE, blueprint(trial, classes).hash())
                .with("steps", trial.steps())
                .with(LOSS, loss);
    }

    private SearchResult<A> result(List<Scored<A>> ranked, Evaluations<A> evaluations, Dataset data, int classes) {
        if (ranked.isEmpty()) {
            throw new Failure("the strategy has no candidate: it proposed no trial");
        }
        Listing rule = listing.orElseGet(() -> ofSize(data));
        List<Candidate> candidates = ranked.stream()
                .map(Scored::trial)
                .map(trial -> rule.candidate(origin(evaluations.candidate(trial)), blueprint(trial, classes), classes)
                        .evaluated(evaluations.of(trial)))
                .toList();
        return new SearchResult<>(
                ranked.getFirst().trial().architecture(),
                new Candidates(candidates),
                Optional.empty(),
                Optional.empty());
    }

    /** What {@code candidates.json} calls a candidate. */
    static String origin(int candidate) {
        return "candidate " + candidate;
    }

    /** Lists multiply-adds for images of the size of the data. */
    private static Listing ofSize(Dataset data) {
        Split train = data.split("train");
        DataSize size = train.sample(0).size();
        ForImages images = ForImages.ofChannels(train.format().channels());
        Extent extent = Extent.of(size.height(), size.width());
        return (origin, blueprint, classes) ->
                Candidate.of(origin, blueprint, images.apply(blueprint.network(classes)), extent);
    }

    private Blueprint blueprint(Trial<A> trial, int classes) {
        return naming.blueprint(trial.architecture(), classes);
    }
}
