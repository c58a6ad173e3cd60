package org.espalier.table;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.espalier.config.Configs;
import org.espalier.cost.Cost;
import org.espalier.graph.Extent;
import org.espalier.problem.BadData;
import org.espalier.random.Seed;
import org.espalier.search.Method;
import org.espalier.search.trial.Searcher;
import org.espalier.search.trial.Strategy;
import org.espalier.search.trial.Trial;
import org.espalier.table.Truth.Found;
import org.espalier.table.TruthTable.Entry;
import org.espalier.table.TruthTable.Scores;
import org.espalier.text.Text;

/**
 * Searchers on a table of truth: what they would have trained is looked up. A search sees the losses of one seed on
 * {@code select}; what it found is scored by mIoU on {@code val}. A network is its place in the table, from 0.
 */
public final class TableStudy {

    static final String MOST_MULTIPLY_ADDS = "most multiply-adds";
    static final String MOST_PARAMETERS = "most parameters";

    private final List<Long> rungs;
    private final List<List<Scores>> trainings;
    private final SequencedMap<String, double[]> sizes;
    private final IntFunction<List<Integer>> mutations;
    private final IntFunction<Map<String, Double>> features;
    private final Map<Integer, List<Integer>> neighbours = new HashMap<>();
    private final Truth truth;

    /**
     * A study of networks from any source.
     *
     * @param rungs numbers of steps after which there are losses, ascending, the last the end of a training
     * @param trainings scores by network and seed; two seeds or more
     * @param sizes measures of each network, by name: each is a searcher that takes the largest
     * @param mutations places of the networks that are a mutation away from that of a place
     * @param features numbers that describe the network of a place, by name
     */
    TableStudy(
            List<Long> rungs,
            List<List<Scores>> trainings,
            SequencedMap<String, double[]> sizes,
            IntFunction<List<Integer>> mutations,
            IntFunction<Map<String, Double>> features) {
        this.rungs = List.copyOf(rungs);
        this.trainings = List.copyOf(trainings);
        this.sizes = sizes;
        this.mutations = mutations;
        this.features = features;
        this.truth = new Truth(trainings.stream()
                .map(own -> own.stream().mapToDouble(Scores::miou).toArray())
                .toArray(double[][]::new));
    }

    /**
     * A study of a table: draws its networks again, to be able to change them.
     *
     * @param method whose space it is
     * @throws BadData if the space is no longer that of the table
     */
    public static <C extends Record> TableStudy of(TruthTable table, Method<C> method) {
        C config = Configs.parse(method.configType(), table.search());
        TableNetworks<?> networks = TableNetworks.of(table, method, config);
        networks.firstOther().ifPresent(place -> {
            throw new BadData(Text.format(
                    "the table's network %d is not what this version of Espalier draws: its space has changed since"
                            + " (commit %s); use that version, or make the table again",
                    place + 1, table.commit().orElse("unknown")));
        });
        SequencedMap<String, double[]> sizes = new LinkedHashMap<>();
        Extent extent = Extent.of(table.height(), table.width());
        sizes.put(MOST_MULTIPLY_ADDS, sizes(table, Entry::multiplyAdds));
        sizes.put(
                MOST_PARAMETERS,
                sizes(
                        table,
                        entry -> Cost.of(entry.blueprint().network(table.classes()), extent)
                                .parameters()));
        return new TableStudy(
                table.rungs(),
                table.entries().stream().map(Entry::trainings).toList(),
                sizes,
                networks::neighbours,
                networks::features);
    }

    private static double[] sizes(TruthTable table, ToLongFunction<Entry> size) {
        return table.entries().stream().mapToDouble(size::applyAsLong).toArray();
    }

    /**
     * The scores of searchers that train nothing: each takes the largest network by one measure, of equally large ones
     * the first. There is nothing random in them, so their intervals are points.
     */
    public List<SearcherScore> baselines() {
        return sizes.entrySet().stream()
                .map(size -> {
                    Found found = new Found(largest(size.getValue()), OptionalInt.empty());
                    return truth.score(size.getKey(), 0, List.of(found, found));
                })
                .toList();
    }

    /** The place of the largest value, the first of equal ones. */
    static int largest(double[] values) {
        return IntStream.range(0, values.length)
                .reduce((first, second) -> values[second] > values[first] ? second : first)
                .orElseThrow();
    }

    /**
     * The scores of searchers that cost the same.
     *
     * @param budget what a search may cost, in full trainings, 2 or more
     * @param searches number of searches of each searcher; they take the table's seeds in turn
     */
    public List<SearcherScore> scores(int budget, int searches, Seed seed) {
        return Contender.costing(budget, shares()).stream()
                .map(one -> score(one, searches, seed))
                .toList();
    }

    private SearcherScore score(Contender contender, int searches, Seed seed) {
        Searcher searcher = contender.searcher();
        List<Found> found = IntStream.range(0, searches)
                .mapToObj(search -> {
                    Strategy<Integer> strategy = searcher.strategy(
                            this::random, this::mutated, features::apply, seed.derive(search), steps());
                    return new Found(found(strategy, seen(search)), OptionalInt.of(seen(search)));
                })
                .toList();
        return truth.score(contender.name(), searcher.trainings(), found);
    }

    /** Steps of a full training. */
    long steps() {
        return rungs.getLast();
    }

    /** The shares of a full training after which there are losses. */
    List<Double> shares() {
        return rungs.stream().map(rung -> rung / (double) steps()).toList();
    }

    /** The seed of the table, from 0, that a search sees: they take them in turn. */
    int seen(int search) {
        return search % trainings.getFirst().size();
    }

    /**
     * The place of the network that a strategy without trials finds.
     *
     * @param seen the seed of the table whose losses it sees, from 0
     */
    int found(Strategy<Integer> strategy, int seen) {
        for (Optional<Trial<Integer>> next = strategy.ask(); next.isPresent(); next = strategy.ask()) {
            strategy.tell(next.get(), loss(next.get(), seen));
        }
        return strategy.ranked().getFirst().trial().architecture();
    }

    /** A random network. */
    Integer random(Seed seed) {
        return seed.generator().nextInt(trainings.size());
    }

    /** A mutation that the table has. */
    private Optional<Integer> mutated(Integer parent, Seed seed) {
        List<Integer> near = neighbours.computeIfAbsent(parent, mutations::apply);
        return near.isEmpty()
                ? Optional.empty()
                : Optional.of(near.get(seed.generator().nextInt(near.size())));
    }

    private double loss(Trial<Integer> trial, int seen) {
        int rung = rungs.indexOf(trial.steps());
        if (rung < 0) {
            throw new BadData(Text.format(
                    "the table has no losses after %d steps, only after %s; use its rungs", trial.steps(), rungs));
        }
        return trainings.get(trial.architecture()).get(seen).losses().get(rung);
    }
}
