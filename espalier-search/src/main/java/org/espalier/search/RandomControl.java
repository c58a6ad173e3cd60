package org.espalier.search;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.blueprint.Blueprint;
import org.espalier.blueprint.BudgetFit;
import org.espalier.budget.Budget;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.pass.ForImages;
import org.espalier.problem.Allowed;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.run.Provenance;
import org.espalier.run.RunFolder;
import org.espalier.text.Text;

/**
 * A random architecture of a method's space, in a run folder like that of a search: the baseline that the search has to
 * beat.
 *
 * @param method the search method
 * @param config of the search; its seed is used for the draw
 * @param classes of the network
 * @param images what adapts networks to the images of a data set
 * @param extent the image that multiply-adds are counted for
 * @param likeness required size of the network, if any
 */
public record RandomControl<C extends Record>(
        Method<C> method, C config, int classes, ForImages images, Extent extent, Optional<Likeness> likeness) {

    private static final int TRIES = 10_000;

    /**
     * About as many multiply-adds as another network.
     *
     * @param other the other network
     * @param within largest relative difference of multiply-adds, such as 0.2
     */
    public record Likeness(Blueprint other, double within) {
        public Likeness {
            Allowed.positive("within", within);
        }
    }

    /** A random architecture of any size, for images of red, green and blue. */
    public static <C extends Record> RandomControl<C> of(Method<C> method, C config, int classes, Extent extent) {
        return new RandomControl<>(method, config, classes, ForImages.rgb(), extent, Optional.empty());
    }

    /** A copy for other images. */
    public RandomControl<C> forImages(ForImages other) {
        return new RandomControl<>(method, config, classes, other, extent, likeness);
    }

    /**
     * A copy that draws networks of about the size of another one. If the search has a budget, the widths are those
     * with which a network costs what the other does; if not, architectures are drawn until one is near enough.
     *
     * @param within largest relative difference of multiply-adds, such as 0.2
     */
    public RandomControl<C> like(Blueprint other, double within) {
        return new RandomControl<>(method, config, classes, images, extent, Optional.of(new Likeness(other, within)));
    }

    /**
     * Draws the architecture without writing a run: the first one of the required size, with widths by the budget if
     * the search has one.
     *
     * @throws BadUsage if there is none among ten thousand, or among a hundred with a budget
     */
    public Blueprint draw() {
        Seed seed = new Seed(method.searchOf(config).seed());
        Optional<BudgetFit> fit = method.searchOf(config).fit(extent, classes, images);
        if (fit.isPresent()) {
            return random(
                    Optional.of(likeness.map(asked -> priceOf(asked.other)).orElse(fit.get())), seed);
        }
        return likeness.map(asked -> near(asked, seed)).orElseGet(() -> random(fit, seed));
    }

    private Blueprint random(Optional<BudgetFit> fit, Seed seed) {
        return PricedSpace.of(method, config, classes, images, fit).random(seed).blueprint();
    }

    /** As many multiply-adds as another network. */
    private BudgetFit priceOf(Blueprint other) {
        Budget same = new Budget.MultiplyAdds(Candidate.multiplyAdds(network(other), extent));
        return new BudgetFit(same, extent, classes, images, Optional.empty());
    }

    /**
     * Draws the architecture and writes the run.
     *
     * @param folder new or empty
     * @param command the command line, for the provenance
     * @throws BadUsage as {@link #draw}
     */
    public Blueprint run(Path folder, List<String> command) {
        Map<String, Long> seeds = Map.of("search", method.searchOf(config).seed());
        try (RunFolder run =
                RunFolder.create(folder, config, Provenance.of(1, "none", seeds, Optional.empty(), command))) {
            Blueprint drawn = draw();
            new Candidates(List.of(Candidate.of("random", drawn, network(drawn), extent))).writeTo(run.layout());
            return drawn;
        }
    }

    private Graph network(Blueprint blueprint) {
        return images.apply(blueprint.network(classes));
    }

    private Blueprint near(Likeness asked, Seed seed) {
        long wanted = Candidate.multiplyAdds(network(asked.other), extent);
        return IntStream.range(0, TRIES)
                .mapToObj(index -> method.random(config, classes, seed.derive(index)))
                .filter(drawn ->
                        Math.abs(Candidate.multiplyAdds(network(drawn), extent) - wanted) <= asked.within * wanted)
                .findFirst()
                .orElseThrow(() -> new BadUsage(Text.format(
                        "none of %d random architectures of %s has %d multiply-adds within %s; allow a wider range",
                        TRIES, method.id(), wanted, asked.within)));
    }
}
