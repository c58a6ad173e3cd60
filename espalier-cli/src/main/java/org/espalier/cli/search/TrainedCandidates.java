package org.espalier.cli.search;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.espalier.cli.argument.RunArguments;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.LongWork;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.Dataset;
import org.espalier.data.Split;
import org.espalier.file.Sha256;
import org.espalier.pilot.PilotReport;
import org.espalier.pilot.RungEvidence;
import org.espalier.problem.BadUsage;
import org.espalier.run.Progress;
import org.espalier.run.RunOptions;
import org.espalier.search.BackboneMethod;
import org.espalier.search.Candidate;
import org.espalier.search.Method;
import org.espalier.search.Search;
import org.espalier.search.SearchResult;
import org.espalier.search.trial.MeasuredSearch;
import org.espalier.search.trial.Searcher;
import org.espalier.search.trial.Searcher.Guided;
import org.espalier.search.trial.SpaceSearch;
import org.espalier.text.Text;
import org.espalier.train.ImageForm;

/** Runs a searcher that trains candidates, and shows what it found. */
final class TrainedCandidates {

    private static final int SHOWN = 10;

    private final Terminal terminal;
    private final RunArguments run;
    private final Function<Progress, RunOptions> options;

    TrainedCandidates(Terminal terminal, RunArguments run, Function<Progress, RunOptions> options) {
        this.terminal = terminal;
        this.run = run;
        this.options = options;
    }

    /**
     * The search of a method's space.
     *
     * @param trained configurations of the method and of each training
     * @param weights of the backbone that networks start from
     */
    <C extends Record> SpaceSearch<C> search(
            Method<C> method, SpaceTraining<C> trained, Searcher searcher, Optional<Path> weights, Dataset dataset) {
        C config = trained.config();
        warn(method, config, weights);
        SpaceSearch<C> fresh = new SpaceSearch<>(method, config, trained.training(), searcher);
        return weights.map(file ->
                        fresh.from(InitialWeights.read(file, method, config, dataset, terminal), Sha256.ofFile(file)))
                .orElse(fresh);
    }

    /** The search with a method's supernets, and trainings of the candidates that they propose. */
    <C extends Record> MeasuredSearch<C> finish(
            Method<C> method, SpaceTraining<C> trained, Guided finish, Optional<Path> weights, Dataset dataset) {
        C config = trained.config();
        warn(method, config, weights);
        terminal.note("the choices of the supernet are a proposal: candidates are trained and the best is found; to end"
                + " with the choices, pass --finish decoded");
        MeasuredSearch<C> fresh = MeasuredSearch.of(method, config, trained.training(), finish);
        return weights.map(file ->
                        fresh.from(InitialWeights.read(file, method, config, dataset, terminal), Sha256.ofFile(file)))
                .orElse(fresh);
    }

    private <C extends Record> void warn(Method<C> method, C config, Optional<Path> weights) {
        if (method.searchOf(config).budget().isEmpty()) {
            terminal.note(
                    "no budget: networks have the configured widths and differ in cost, so that a better score may"
                            + " be that of a larger network; for one price, pass --budget, such as 35M");
        }
        if (method instanceof BackboneMethod<C, ?> && weights.isEmpty()) {
            terminal.note("the backbone starts untrained and is trained with the rest; to start from trained weights,"
                    + " pass --weights FILE");
        }
    }

    /** Runs a search and shows what it found. */
    void run(Search<?> search, SpaceTraining<?> trained, Dataset dataset) {
        SearchResult<?> found = LongWork.run(
                terminal,
                run.resumeHint(terminal),
                progress -> search.run(dataset, run.out(), options.apply(progress)));
        show(found.candidates().ranked());
        int classes = dataset.labels().size();
        Split train = trained.training().images().resized(dataset.split("train"));
        FoundNetwork.showCost(
                terminal,
                run.out(),
                ImageForm.of(train).apply(found.blueprint().network(classes)),
                classes,
                train.sample(0).size());
    }

    /**
     * Refuses rungs that a pilot knows to be chance, and says what it was made on.
     *
     * @throws BadUsage if the pilot is of another space, or a rung ranks no better than chance
     */
    void requireRanking(Method<?> method, Searcher searcher, PilotReport pilot) {
        if (!pilot.space().equals(method.id())) {
            throw new BadUsage(Text.format(
                    "--pilot: got one of %s; allowed: one of the space that is searched, %s",
                    pilot.space(), method.id()));
        }
        List<Double> rungs = searcher.rungs();
        if (!rungs.isEmpty()) {
            new RungEvidence(pilot).require(rungs);
            terminal.note(Text.format(
                    "the pilot had %s, %s a network, %d steps: its rungs may not hold for others",
                    pilot.data(), pilot.budget(), pilot.steps()));
        }
    }

    private void show(List<Candidate> ranked) {
        Table table = Table.of("candidate", "loss on select", "steps", "multiply-adds", "predicted", "losses");
        ranked.stream()
                .limit(SHOWN)
                .forEach(one -> table.row(
                        one.origin(),
                        one.loss().map(Counts::fourDecimals).orElse(""),
                        Counts.whole(one.steps()),
                        Counts.rounded(one.multiplyAdds()),
                        one.predictedMillis()
                                .map(millis -> Text.format("%.4g ms", millis))
                                .orElse(""),
                        one.rungs().stream()
                                .map(rung -> Counts.fourDecimals(rung.loss()))
                                .collect(Collectors.joining(" > "))));
        terminal.table(table);
        if (ranked.size() > SHOWN) {
            terminal.line(Text.format("and %d more in candidates.json", ranked.size() - SHOWN));
        }
    }
}
