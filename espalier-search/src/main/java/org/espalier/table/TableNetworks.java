package org.espalier.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.espalier.blueprint.BudgetFit;
import org.espalier.graph.Extent;
import org.espalier.pass.ForImages;
import org.espalier.random.Seed;
import org.espalier.search.Method;
import org.espalier.search.PricedNetwork;
import org.espalier.search.PricedSpace;

/**
 * The networks of a table, drawn again: with their architectures, so that they can be changed, and judged by the
 * choices of a search.
 *
 * @param <A> architectures
 */
final class TableNetworks<A> {

    /** Mutations that are drawn of each network; those that the table has are its neighbours. */
    private static final int MUTATIONS = 40;

    private static final Seed NEIGHBOURS = new Seed(1).derive("neighbours");

    private final PricedSpace<A> space;
    private final List<PricedNetwork<A>> networks;
    private final Map<PricedNetwork<A>, Integer> places = new HashMap<>();
    private final OptionalInt firstOther;

    private TableNetworks(TruthTable table, PricedSpace<A> space, Seed draws) {
        this.space = space;
        this.networks = space.distinct(table.entries().size(), draws);
        IntStream.range(0, networks.size()).forEach(place -> places.put(networks.get(place), place));
        this.firstOther = IntStream.range(0, networks.size())
                .filter(place -> !networks.get(place)
                        .network()
                        .equals(table.entries().get(place).network()))
                .findFirst();
    }

    /**
     * The networks that a configuration draws.
     *
     * @param config of the method, with the seed of the draws
     */
    static <C extends Record> TableNetworks<?> of(TruthTable table, Method<C> method, C config) {
        Extent extent = Extent.of(table.height(), table.width());
        Optional<BudgetFit> fit = method.searchOf(config).fit(extent, table.classes(), ForImages.rgb());
        Seed draws = new Seed(method.searchOf(config).seed()).derive(TableMaker.DRAWS);
        return of(table, PricedSpace.of(method, config, table.classes(), ForImages.rgb(), fit), draws);
    }

    private static <A> TableNetworks<A> of(TruthTable table, PricedSpace<A> space, Seed draws) {
        return new TableNetworks<>(table, space, draws);
    }

    /** The place, from 0, of the first network that the table does not have there; empty if all are the table's. */
    OptionalInt firstOther() {
        return firstOther;
    }

    /** Places of mutations of a network that the table has, as often as the space makes them likely. */
    List<Integer> neighbours(int place) {
        Seed seed = NEIGHBOURS.derive(place);
        return IntStream.range(0, MUTATIONS)
                .mapToObj(attempt -> space.mutated(networks.get(place), seed.derive(attempt)))
                .flatMap(Optional::stream)
                .flatMap(mutated -> Optional.ofNullable(places.get(mutated)).stream())
                .toList();
    }

    /** The choices of a network as numbers, by name. */
    Map<String, Double> features(int place) {
        return space.features(networks.get(place));
    }

    /**
     * How much the choices of a search speak for each network, by place.
     *
     * @param weights of every choice's options, by the choice's name
     */
    double[] beliefs(Map<String, double[]> weights) {
        return networks.stream()
                .mapToDouble(network -> space.belief(network, weights))
                .toArray();
    }
}
