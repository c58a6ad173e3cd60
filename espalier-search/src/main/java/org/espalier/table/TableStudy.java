package org.espalier.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.blueprint.BudgetFit;
import org.espalier.config.Configs;
import org.espalier.graph.Extent;
import org.espalier.pass.ForImages;
import org.espalier.problem.BadData;
import org.espalier.random.Seed;
import org.espalier.search.Method;
import org.espalier.search.PricedNetwork;
import org.espalier.search.PricedSpace;
import org.espalier.search.trial.Searcher;
import org.espalier.search.trial.Strategy;
import org.espalier.search.trial.Trial;
import org.espalier.statistics.MeanInterval;
import org.espalier.table.TruthTable.Entry;
import org.espalier.text.Text;

/**
 * Searchers on a table of truth: what they would have trained is looked up. A search sees the losses of one seed on
 * {@code select}; what it found is scored by mIoU on {@code val}.
 *
 * @param <A> architectures of the table's space
 */
public final class TableStudy<A> {

    /** Mutations that are drawn of each network; those that the table has are its neighbours. */
    private static final int MUTATIONS = 40;

    private static final Seed NEIGHBOURS = new Seed(1).derive("neighbours");

    private final TruthTable table;
    private final PricedSpace<A> space;
    private final List<PricedNetwork<A>> networks;
    private final Map<PricedNetwork<A>, Integer> places = new HashMap<>();
    private final Map<Integer, List<PricedNetwork<A>>> neighbours = new HashMap<>();
    private final double[][] miou;
    private final int[] ranks;

    private TableStudy(TruthTable table, PricedSpace<A> space, Seed draws) {
        this.table = table;
        this.space = space;
        this.networks = space.distinct(table.entries().size(), draws);
        for (int place = 0; place < networks.size(); place++) {
            if (!networks.get(place).network().equals(table.entries().get(place).network())) {
                throw new BadData(Text.format(
                        "the table's network %d is not what this version of Espalier draws: its space has changed since"
                                + " (commit %s); use that version, or make the table again",
                        place + 1, table.commit().orElse("unknown")));
            }
            places.put(networks.get(place), place);
        }
        this.miou = table.miou();
        this.ranks = ranks();
    }

    /**
     * A study of a table: draws its networks again, to be able to change them.
     *
     * @param method whose space it is
     * @throws BadData if the space is no longer that of the table
     */
    public static <C extends Record> TableStudy<?> of(TruthTable table, Method<C> method) {
        C config = Configs.parse(method.configType(), table.search());
        Extent extent = Extent.of(table.height(), table.width());
        Optional<BudgetFit> fit = method.searchOf(config).fit(extent, table.classes(), ForImages.rgb());
        Seed draws = new Seed(method.searchOf(config).seed()).derive(TableMaker.DRAWS);
        return of(table, PricedSpace.of(method, config, table.classes(), ForImages.rgb(), fit), draws);
    }

    private static <A> TableStudy<A> of(TruthTable table, PricedSpace<A> space, Seed draws) {
        return new TableStudy<>(table, space, draws);
    }

    /**
     * The scores of searchers that cost the same.
     *
     * @param trainings what a search may cost, in full trainings, 2 or more
     * @param searches number of searches of each searcher; they take the table's seeds in turn
     */
    public List<SearcherScore> scores(int trainings, int searches, Seed seed) {
        double steps = table.rungs().getLast();
        List<Double> shares = table.rungs().stream().map(rung -> rung / steps).toList();
        return Contender.costing(trainings, shares).stream()
                .map(one -> score(one, searches, seed))
                .toList();
    }

    private SearcherScore score(Contender contender, int searches, Seed seed) {
        double[] mean = IntStream.range(0, table.seeds())
                .mapToDouble(own -> Arrays.stream(miou)
                        .mapToDouble(scores -> TableQuality.meanWithout(scores, own))
                        .average()
                        .orElseThrow())
                .toArray();
        double best =
                IntStream.range(0, miou.length).mapToDouble(this::mean).max().orElseThrow();
        double[] gains = new double[searches];
        double[] regrets = new double[searches];
        double[] found = new double[searches];
        for (int search = 0; search < searches; search++) {
            int own = search % table.seeds();
            int place = found(contender.searcher(), own, seed.derive(search));
            gains[search] = TableQuality.meanWithout(miou[place], own) - mean[own];
            regrets[search] = best - mean(place);
            found[search] = ranks[place];
        }
        return new SearcherScore(
                contender.name(),
                contender.searcher().trainings(),
                MeanInterval.of(gains),
                MeanInterval.of(regrets),
                Arrays.stream(found).average().orElseThrow());
    }

    /** The place of the network that one search finds. */
    private int found(Searcher searcher, int trainingSeed, Seed seed) {
        Strategy<PricedNetwork<A>> strategy = searcher.strategy(
                this::random, this::mutated, seed, table.rungs().getLast());
        for (Optional<Trial<PricedNetwork<A>>> next = strategy.ask(); next.isPresent(); next = strategy.ask()) {
            strategy.tell(next.get(), loss(next.get(), trainingSeed));
        }
        return place(strategy.ranked().getFirst().trial().architecture());
    }

    private PricedNetwork<A> random(Seed seed) {
        return networks.get(seed.generator().nextInt(networks.size()));
    }

    /** A mutation that the table has, as likely as the space makes it. */
    private Optional<PricedNetwork<A>> mutated(PricedNetwork<A> parent, Seed seed) {
        List<PricedNetwork<A>> near = neighbours.computeIfAbsent(place(parent), this::neighbours);
        return near.isEmpty()
                ? Optional.empty()
                : Optional.of(near.get(seed.generator().nextInt(near.size())));
    }

    private List<PricedNetwork<A>> neighbours(int place) {
        Seed seed = NEIGHBOURS.derive(place);
        return IntStream.range(0, MUTATIONS)
                .mapToObj(attempt -> space.mutated(networks.get(place), seed.derive(attempt)))
                .flatMap(Optional::stream)
                .filter(places::containsKey)
                .toList();
    }

    private double loss(Trial<PricedNetwork<A>> trial, int trainingSeed) {
        int rung = table.rungs().indexOf(trial.steps());
        if (rung < 0) {
            throw new BadData(Text.format(
                    "the table has no losses after %d steps, only after %s; use its rungs",
                    trial.steps(), table.rungs()));
        }
        Entry entry = table.entries().get(place(trial.architecture()));
        return entry.trainings().get(trainingSeed).losses().get(rung);
    }

    private int place(PricedNetwork<A> network) {
        return places.getOrDefault(network, -1);
    }

    private double mean(int place) {
        return Arrays.stream(miou[place]).average().orElseThrow();
    }

    private int[] ranks() {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, miou.length).boxed().toList());
        order.sort(Comparator.comparingDouble(this::mean).reversed());
        int[] own = new int[miou.length];
        for (int rank = 0; rank < own.length; rank++) {
            own[order.get(rank)] = rank + 1;
        }
        return own;
    }
}
