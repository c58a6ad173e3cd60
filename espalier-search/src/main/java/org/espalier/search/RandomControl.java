package org.espalier.search;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.blueprint.Blueprint;
import org.espalier.graph.Extent;
import org.espalier.problem.Allowed;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.run.Provenance;
import org.espalier.run.RunFolder;

/**
 * A random architecture of a method's space, in a run folder like that of a search: the control that the search has to beat.
 *
 * @param method whose space
 * @param config of the search that it is a control for; its seed is that of the draw
 * @param classes of the network
 * @param extent the image that multiply-adds are counted for
 * @param likeness how large the network has to be, if that matters
 */
public record RandomControl<C extends Record>(
        Method<C> method, C config, int classes, Extent extent, Optional<Likeness> likeness) {

    private static final int TRIES = 10_000;

    /**
     * About as many multiply-adds as another network has.
     *
     * @param other the other network
     * @param within largest relative distance from its multiply-adds, such as 0.2
     */
    public record Likeness(Blueprint other, double within) {
        public Likeness {
            Allowed.positive("within", within);
        }
    }

    /** A control of any size. */
    public static <C extends Record> RandomControl<C> of(Method<C> method, C config, int classes, Extent extent) {
        return new RandomControl<>(method, config, classes, extent, Optional.empty());
    }

    /**
     * The same, about as large as another network.
     *
     * @param within largest relative distance from its multiply-adds, such as 0.2
     */
    public RandomControl<C> like(Blueprint other, double within) {
        return new RandomControl<>(method, config, classes, extent, Optional.of(new Likeness(other, within)));
    }

    /**
     * The architecture, without a run: the first one that is as large as asked for.
     *
     * @throws BadUsage if there is none among ten thousand
     */
    public Blueprint draw() {
        Seed seed = new Seed(method.searchOf(config).seed());
        return likeness.map(asked -> near(asked, seed)).orElseGet(() -> method.random(config, classes, seed));
    }

    /**
     * Draws it and writes the run.
     *
     * @param folder new or empty
     * @param command the command line, for the provenance
     * @throws BadUsage as {@link #draw}
     */
    public Blueprint run(Path folder, List<String> command) {
        Map<String, Long> seeds = Map.of("search", method.searchOf(config).seed());
        try (RunFolder run =
                RunFolder.create(folder, config, Provenance.of(1, "none", seeds, Optional.empty(), command))) {
            Candidates drawn = new Candidates(List.of(Candidate.of("random", draw(), classes, extent)));
            drawn.writeTo(run.layout());
            return drawn.best().blueprint();
        }
    }

    private Blueprint near(Likeness asked, Seed seed) {
        long wanted = Candidate.multiplyAdds(asked.other, classes, extent);
        return IntStream.range(0, TRIES)
                .mapToObj(index -> method.random(config, classes, seed.derive(index)))
                .filter(drawn ->
                        Math.abs(Candidate.multiplyAdds(drawn, classes, extent) - wanted) <= asked.within * wanted)
                .findFirst()
                .orElseThrow(() -> new BadUsage(
                        "none of %d random architectures of %s has %d multiply-adds within %s; allow a wider range"
                                .formatted(TRIES, method.id(), wanted, asked.within)));
    }
}
