package org.espalier.search;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.espalier.blueprint.Blueprint;
import org.espalier.blueprint.BudgetFit;
import org.espalier.budget.Proportions;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.pass.ForImages;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.text.Text;

/**
 * The networks of a method's space at one price: each with the widths that meet a budget, or with the configured widths
 * if there is none. Networks that are not connected to the input do not belong to it.
 *
 * @param <A> architectures
 */
public final class PricedSpace<A> {

    private static final int TRIES = 100;
    private static final int DRAWS = 50;

    private final Architectures<A> architectures;
    private final SearchConfig search;
    private final int classes;
    private final ForImages images;
    private final Optional<BudgetFit> fit;

    private PricedSpace(
            Architectures<A> architectures,
            SearchConfig search,
            int classes,
            ForImages images,
            Optional<BudgetFit> fit) {
        this.architectures = architectures;
        this.search = search;
        this.classes = classes;
        this.images = images;
        this.fit = fit;
    }

    /**
     * The networks of a method.
     *
     * @param classes of the networks
     * @param images what adapts networks to the images of a data set
     * @param fit gives networks the widths that meet the budget; empty for the configured widths
     */
    public static <C extends Record> PricedSpace<?> of(
            Method<C> method, C config, int classes, ForImages images, Optional<BudgetFit> fit) {
        return new PricedSpace<>(method.architectures(config), method.searchOf(config), classes, images, fit);
    }

    /** The random network of a seed; empty if it cannot have the price. */
    public Optional<PricedNetwork<A>> find(Seed seed) {
        return priced(architectures.random(seed), search.proportions(seed.derive("widths")));
    }

    /**
     * A random network: the first of a hundred that can have the price.
     *
     * @throws BadUsage if none can
     */
    public PricedNetwork<A> random(Seed seed) {
        return IntStream.range(0, TRIES)
                .mapToObj(index -> find(index == 0 ? seed : seed.derive(index)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> {
                    fit.ifPresent(price -> {
                        Blueprint unused = price.require(plain(architectures.random(seed)));
                    });
                    return new BadUsage(Text.format(
                            "none of %d random networks is connected to the input; allow other operations", TRIES));
                });
    }

    /**
     * Different random networks: those of the first seeds that have the price.
     *
     * @throws BadUsage if there are not enough of them
     */
    public List<PricedNetwork<A>> distinct(int count, Seed seed) {
        SequencedSet<PricedNetwork<A>> drawn = new LinkedHashSet<>();
        for (int draw = 0; draw < DRAWS * count && drawn.size() < count; draw++) {
            find(seed.derive(draw)).ifPresent(drawn::add);
        }
        if (drawn.isEmpty()) {
            PricedNetwork<A> unused = random(seed);
        }
        if (drawn.size() < count) {
            throw new BadUsage(Text.format(
                    "--networks: got %d; %d draws gave only %d different networks%s; ask for fewer",
                    count,
                    DRAWS * count,
                    drawn.size(),
                    fit.map(price -> " that cost " + price.budget()).orElse("")));
        }
        return List.copyOf(drawn);
    }

    /**
     * A network that differs from another in one choice: of the architecture, or, if a budget leaves several
     * proportions, of the width of one part, both equally likely. A change that leaves the network as it was, or that
     * takes it out of the price, is drawn again; empty if a hundred draws give no other network.
     */
    public Optional<PricedNetwork<A>> mutated(PricedNetwork<A> parent, Seed seed) {
        return IntStream.range(0, TRIES)
                .mapToObj(index -> changed(parent, seed.derive(index)))
                .flatMap(Optional::stream)
                .filter(child -> !child.equals(parent))
                .findFirst();
    }

    /**
     * The network that choice weights of the method's search decode to; empty if it cannot have the price. Its parts
     * have the configured proportions, as in every search of supernets.
     *
     * @param weights the weights of every choice's options, by the choice's name
     */
    public Optional<PricedNetwork<A>> decoded(Map<String, double[]> weights) {
        return priced(architectures.decode(weights), new Proportions(List.of(1.0), new Seed(0)));
    }

    /**
     * A random network, the likelier the more choice weights speak for it ({@link Architectures#drawn}): the first of a
     * hundred that can have the price; if none can, one by {@link #random}.
     *
     * @param weights the weights of every choice's options, by the choice's name
     */
    public PricedNetwork<A> drawn(Map<String, double[]> weights, Seed seed) {
        return IntStream.range(0, TRIES)
                .mapToObj(seed::derive)
                .map(own -> priced(
                        architectures.drawn(weights, own.derive("choices")), search.proportions(own.derive("widths"))))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> random(seed));
    }

    /**
     * How much the choice weights of the method's search speak for a network's architecture.
     *
     * @param weights the weights of every choice's options, by the choice's name
     */
    public double belief(PricedNetwork<A> network, Map<String, double[]> weights) {
        return architectures.belief(network.architecture(), weights);
    }

    /**
     * A network as numbers, by name: its choices, its shape, and, with several proportions to choose from, the logarithm
     * by which each part is wider.
     */
    public Map<String, Double> features(PricedNetwork<A> network) {
        Map<String, Double> features = new TreeMap<>(architectures.features(network.architecture()));
        features.putAll(network.shape().features());
        if (widthsVary()) {
            plain(network.architecture())
                    .family()
                    .ifPresent(family -> network.proportions()
                            .factors(family)
                            .forEach((part, factor) -> features.put("width." + part, Math.log(factor))));
        }
        return features;
    }

    private boolean widthsVary() {
        return fit.isPresent() && search.widthFactors().stream().distinct().count() > 1;
    }

    private Optional<PricedNetwork<A>> changed(PricedNetwork<A> parent, Seed seed) {
        if (widthsVary() && seed.derive("kind").generator().nextBoolean()) {
            Proportions proportions = plain(parent.architecture())
                    .family()
                    .map(family -> parent.proportions().mutated(family, seed.derive("widths")))
                    .orElse(parent.proportions());
            return priced(parent.architecture(), proportions);
        }
        return priced(architectures.mutated(parent.architecture(), seed.derive("architecture")), parent.proportions());
    }

    private Optional<PricedNetwork<A>> priced(A architecture, Proportions proportions) {
        Blueprint plain = plain(architecture);
        Optional<Blueprint> sized = fit.isPresent() ? fit.get().find(plain, proportions) : Optional.of(plain);
        return sized.flatMap(blueprint -> {
            Graph network = images.apply(blueprint.network(classes));
            return network.find(GraphBuilder.IMAGE)
                    .map(connected -> new PricedNetwork<>(
                            architecture, proportions, blueprint, network.hash(), NetworkShape.of(network)));
        });
    }

    private Blueprint plain(A architecture) {
        return architectures.blueprint(architecture, classes);
    }
}
