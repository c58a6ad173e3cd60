package org.espalier.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.search.trial.Searcher;
import org.espalier.text.Text;

/**
 * A searcher that is compared with others of about the same cost.
 *
 * @param name in words, such as {@code halving 12, rungs 0.5, 1}
 * @param searcher with its numbers
 */
public record Contender(String name, Searcher searcher) {

    private static final int POPULATION = 8;
    private static final int SAMPLE = 3;
    private static final double ETA = 2;
    private static final double ROUNDING = 1e-9;

    /**
     * Searchers that cost at most some full trainings: random search, evolution, and halving, plain and guided, with each
     * single early rung and with all of them.
     *
     * @param trainings 2 or more
     * @param rungs of the table, as shares, ascending, the last 1
     */
    static List<Contender> costing(int trainings, List<Double> rungs) {
        int population = Math.max(1, Math.min(POPULATION, trainings / 2));
        List<Contender> contenders = new ArrayList<>();
        contenders.add(new Contender(Text.format("random %d", trainings), new Searcher.Random(trainings)));
        contenders.add(new Contender(
                Text.format("evolution %d, population %d", trainings, population),
                new Searcher.Evolution(trainings, population, Math.min(SAMPLE, population))));
        for (List<Double> ladder : ladders(rungs)) {
            halving(trainings, ladder).ifPresent(plain -> {
                contenders.add(new Contender(named("halving", plain), plain));
                Searcher.Guided guided = new Searcher.Guided(plain.candidates(), ETA, ladder);
                contenders.add(new Contender(named("guided", plain), guided));
            });
        }
        return List.copyOf(contenders);
    }

    /** Each early rung with the end, then all together if they are more. */
    private static List<List<Double>> ladders(List<Double> rungs) {
        List<Double> early = rungs.subList(0, rungs.size() - 1);
        Stream<List<Double>> single = early.stream().map(rung -> List.of(rung, 1.0));
        return Stream.concat(single, early.size() > 1 ? Stream.of(rungs) : Stream.empty())
                .toList();
    }

    /** Halving with as many candidates as the cost allows; empty if that is one. */
    private static Optional<Searcher.Halving> halving(int trainings, List<Double> rungs) {
        Optional<Searcher.Halving> most = Optional.empty();
        for (int candidates = 2; candidates <= trainings / rungs.getFirst(); candidates++) {
            Searcher.Halving next = new Searcher.Halving(candidates, ETA, rungs);
            if (next.trainings() <= trainings + ROUNDING) {
                most = Optional.of(next);
            }
        }
        return most;
    }

    private static String named(String kind, Searcher.Halving plan) {
        return Text.format(
                "%s %d, rungs %s",
                kind,
                plan.candidates(),
                plan.rungs().stream().map(rung -> Text.rounded(rung, 2)).collect(Collectors.joining(", ")));
    }
}
