package org.espalier.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.espalier.random.Seed;
import org.espalier.search.trial.ChoicePrior;
import org.espalier.search.trial.Searcher;
import org.espalier.table.Truth.Found;

/**
 * Measured finishes of a search of supernets on a table: the candidates are the table's networks, and their losses are
 * looked up. The network that the choices speak for most takes the place of the decoded one, which is seldom on the
 * table; of the others, the more the choices speak for a network, the likelier it is drawn.
 *
 * @param searchers what looks losses up
 * @param beliefs how much the choices speak for each network: the logarithm of their weights, 0 for all of it
 * @param choices their number
 */
record TableFinish(TableStudy searchers, TableNetworks<?> networks, double[] beliefs, int choices) {

    /** Finishes of one search: what they find differs with their draws and with the table's seeds. */
    static final int REPEATS = 40;

    /** The finishes of a search with these weights of every choice's options. */
    static TableFinish of(TableStudy searchers, TableNetworks<?> networks, Map<String, double[]> weights) {
        return new TableFinish(searchers, networks, networks.beliefs(weights), weights.size());
    }

    /** What finishes with different draws find; they see the losses of the table's seeds in turn. */
    List<Found> found(Searcher.Guided plan, Seed seed) {
        ChoicePrior<Integer> prior = new ChoicePrior<>(
                Optional.of(TableStudy.largest(beliefs)),
                searchers::random,
                this::drawn,
                networks::features,
                place -> ChoicePrior.geometricMean(beliefs[place], choices));
        return IntStream.range(0, REPEATS)
                .mapToObj(repeat -> {
                    int seen = searchers.seen(repeat);
                    int place = searchers.found(prior.strategy(plan, seed.derive(repeat), searchers.steps()), seen);
                    return new Found(place, OptionalInt.of(seen));
                })
                .toList();
    }

    /** A network by its probability, the exponential of its belief over the sum of all: the largest with Gumbel noise. */
    private Integer drawn(Seed seed) {
        return TableStudy.largest(IntStream.range(0, beliefs.length)
                .mapToDouble(place -> beliefs[place]
                        - Math.log(-Math.log(seed.derive(place).generator().nextDouble(Double.MIN_NORMAL, 1))))
                .toArray());
    }
}
