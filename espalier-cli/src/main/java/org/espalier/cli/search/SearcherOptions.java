package org.espalier.cli.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.cli.argument.MethodName;
import org.espalier.cli.argument.MethodName.Way;
import org.espalier.pilot.PilotReport;
import org.espalier.problem.BadUsage;
import org.espalier.search.trial.Searcher;
import org.espalier.search.trial.Searcher.Evolution;
import org.espalier.search.trial.Searcher.Guided;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code search} for searchers that train candidates. */
@Command
public final class SearcherOptions {

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "random:, evolution: number of candidates that are trained to the end. Default: random: none,"
                    + " it draws one architecture without training; evolution: 32.")
    private Optional<Integer> trials = Optional.empty();

    @Option(
            names = "--candidates",
            paramLabel = "N",
            description = "halving:, guided:, --finish measured: number of candidates at the first rung. Default: 24;"
                    + " at a finish 8.")
    private Optional<Integer> candidates = Optional.empty();

    @Option(
            names = "--eta",
            paramLabel = "E",
            description = "halving:, guided:, --finish measured: one in E candidates survives a rung. Default: 2.")
    private Optional<Double> eta = Optional.empty();

    @Option(
            names = "--rungs",
            paramLabel = "SHARES",
            split = ",",
            description =
                    "halving:, guided:, --finish measured: shares of the steps after which candidates are compared."
                            + " Default: 0.25,0.5,0.75,1.")
    private List<Double> rungs = new ArrayList<>();

    @Option(
            names = "--pilot",
            paramLabel = "FILE",
            description =
                    "halving:, guided:, --finish measured: pilot.json of espalier pilot; rungs that rank no better"
                            + " than chance are refused.")
    private Optional<Path> pilot = Optional.empty();

    @Option(
            names = "--finish",
            paramLabel = "HOW",
            description = "A method's own search: decoded, its choices are the result; measured, candidates that they"
                + " propose are trained as by guided: and the best is the result. Default: measured if networks have"
                + " one price, by --budget or the preset; else decoded.")
    private Optional<Finish> finish = Optional.empty();

    @Option(
            names = "--population",
            paramLabel = "N",
            description = "evolution: number of candidates alive. Default: 8, or --trials if that is less.")
    private Optional<Integer> population = Optional.empty();

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "evolution: number of candidates drawn, of which the best is changed. Default: 3, or"
                    + " --population if that is less.")
    private Optional<Integer> sample = Optional.empty();

    /** What a search of supernets ends with. */
    private enum Finish {
        DECODED,
        MEASURED
    }

    /**
     * How the candidates of a method's own search are trained at its end; empty if its choices are the result.
     *
     * @param usual whether they are trained if {@code --finish} is not given
     * @throws BadUsage if an option does not go with the search, or has a value that is not allowed
     */
    Optional<Guided> finish(MethodName name, BooleanSupplier usual) {
        requireOwn(name.way());
        if (name.way() != Way.METHOD) {
            return Optional.empty();
        }
        boolean isMeasured = finish.map(Finish.MEASURED::equals).orElseGet(usual::getAsBoolean);
        if (!isMeasured) {
            requireNoLadder();
        }
        return isMeasured ? Optional.of(allowed(() -> guided(Guided.FINISH))) : Optional.empty();
    }

    private void requireNoLadder() {
        ladder().findFirst().ifPresent(option -> {
            throw new BadUsage(option + ": not allowed where a search ends with its choices; allowed with --finish"
                    + " measured, halving:, guided:");
        });
    }

    /** The given options of successive halving. */
    private Stream<String> ladder() {
        return Stream.of(
                        candidates.map(set -> "--candidates"),
                        eta.map(set -> "--eta"),
                        rungs.stream().findFirst().map(set -> "--rungs"),
                        pilot.map(set -> "--pilot"))
                .flatMap(Optional::stream);
    }

    /**
     * The searcher that the options ask for; empty for the method's own search, and for a random architecture without
     * training.
     *
     * @throws BadUsage if an option does not go with the method, or has a value that is not allowed
     */
    Optional<Searcher> searcher(MethodName name) {
        requireOwn(name.way());
        return switch (name.way()) {
            case METHOD -> Optional.empty();
            case RANDOM -> trials.map(count -> allowed(() -> new Searcher.Random(count)));
            case HALVING -> Optional.of(allowed(() -> guided(Guided.DEFAULT).halving()));
            case GUIDED -> Optional.of(allowed(() -> guided(Guided.DEFAULT)));
            case EVOLUTION -> Optional.of(allowed(this::evolution));
        };
    }

    /** The pilot that knows which rungs rank, if there is one. */
    Optional<PilotReport> pilot() {
        return pilot.map(PilotReport::read);
    }

    private Guided guided(Guided usual) {
        return new Guided(
                candidates.orElse(usual.candidates()),
                eta.orElse(usual.eta()),
                rungs.isEmpty() ? usual.rungs() : rungs,
                usual.keepsFirst());
    }

    private Evolution evolution() {
        Evolution usual = Evolution.DEFAULT;
        int count = trials.orElse(usual.trials());
        int alive = population.orElse(Math.min(usual.population(), count));
        return new Evolution(count, alive, sample.orElse(Math.min(usual.sample(), alive)));
    }

    /** The names of the records' components are those of the options. */
    private static <T> T allowed(Supplier<T> searcher) {
        try {
            return searcher.get();
        } catch (IllegalArgumentException e) {
            throw new BadUsage("--" + e.getMessage(), e);
        }
    }

    private void requireOwn(Way way) {
        Map<String, Set<Way>> given = new LinkedHashMap<>();
        if (finish.isPresent() && way != Way.METHOD) {
            throw new BadUsage(Text.format(
                    "--finish: not allowed with %s methods, which have no supernet; allowed with a method's own search",
                    way.prefix()));
        }
        trials.ifPresent(set -> given.put("--trials", Set.of(Way.RANDOM, Way.EVOLUTION)));
        ladder().forEach(option -> given.put(option, Set.of(Way.METHOD, Way.HALVING, Way.GUIDED)));
        population.ifPresent(set -> given.put("--population", Set.of(Way.EVOLUTION)));
        sample.ifPresent(set -> given.put("--sample", Set.of(Way.EVOLUTION)));
        given.forEach((option, ways) -> {
            if (!ways.contains(way)) {
                throw new BadUsage(Text.format(
                        "%s: not allowed with %s; allowed with %s",
                        option,
                        way == Way.METHOD ? "a method's own search" : way.prefix() + " methods",
                        Stream.concat(
                                        ways.stream().sorted().map(Way::prefix),
                                        ways.contains(Way.HALVING) ? Stream.of("--finish measured") : Stream.empty())
                                .filter(word -> !word.isEmpty())
                                .collect(Collectors.joining(", "))));
            }
        });
    }
}
