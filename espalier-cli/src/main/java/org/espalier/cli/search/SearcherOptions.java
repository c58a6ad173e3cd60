package org.espalier.cli.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.espalier.search.trial.Searcher.Halving;
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
            description = "halving:, guided: number of candidates at the first rung. Default: 16.")
    private Optional<Integer> candidates = Optional.empty();

    @Option(
            names = "--eta",
            paramLabel = "E",
            description = "halving:, guided: one in E candidates survives a rung. Default: 2.")
    private Optional<Double> eta = Optional.empty();

    @Option(
            names = "--rungs",
            paramLabel = "SHARES",
            split = ",",
            description =
                    "halving:, guided: shares of the steps after which candidates are compared. Default: 0.5,0.75,1.")
    private List<Double> rungs = new ArrayList<>();

    @Option(
            names = "--pilot",
            paramLabel = "FILE",
            description = "halving:, guided: pilot.json of espalier pilot; rungs that rank no better than chance are"
                    + " refused.")
    private Optional<Path> pilot = Optional.empty();

    @Option(
            names = "--finish",
            paramLabel = "HOW",
            description = "A method's own search: decoded, its choices are the result; measured, candidates that they"
                    + " propose are trained as by guided: and the best is the result. Default: decoded.")
    private Finish finish = Finish.DECODED;

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
     * @throws BadUsage if an option does not go with the method, or has a value that is not allowed
     */
    Optional<Guided> finish(MethodName name) {
        requireOwn(name.way());
        return finish == Finish.MEASURED ? Optional.of(allowed(this::guided)) : Optional.empty();
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
            case HALVING -> Optional.of(allowed(this::halving));
            case GUIDED -> Optional.of(allowed(this::guided));
            case EVOLUTION -> Optional.of(allowed(this::evolution));
        };
    }

    /** The pilot that knows which rungs rank, if there is one. */
    Optional<PilotReport> pilot() {
        return pilot.map(PilotReport::read);
    }

    private Halving halving() {
        Halving usual = Halving.DEFAULT;
        return new Halving(
                candidates.orElse(usual.candidates()),
                eta.orElse(usual.eta()),
                rungs.isEmpty() ? usual.rungs() : rungs);
    }

    private Guided guided() {
        Halving plain = halving();
        return new Guided(plain.candidates(), plain.eta(), plain.rungs());
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
        Set<Way> ladders = finish == Finish.MEASURED
                ? Set.of(Way.METHOD, Way.HALVING, Way.GUIDED)
                : Set.of(Way.HALVING, Way.GUIDED);
        if (finish == Finish.MEASURED && way != Way.METHOD) {
            throw new BadUsage(Text.format(
                    "--finish: not allowed with %s methods, which train candidates anyway; allowed with a method's own"
                            + " search",
                    way.prefix()));
        }
        trials.ifPresent(set -> given.put("--trials", Set.of(Way.RANDOM, Way.EVOLUTION)));
        candidates.ifPresent(set -> given.put("--candidates", ladders));
        eta.ifPresent(set -> given.put("--eta", ladders));
        rungs.stream().findFirst().ifPresent(set -> given.put("--rungs", ladders));
        pilot.ifPresent(set -> given.put("--pilot", ladders));
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
