package org.espalier.space.sed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.space.ChoiceWeights;
import org.espalier.space.OpenChoices;
import org.espalier.space.Relaxation;
import org.espalier.space.SearchSpace;
import org.espalier.space.Supernet;
import org.espalier.space.operation.AtrousConv;
import org.espalier.space.operation.AtrousConv.Form;
import org.espalier.space.operation.Candidate;
import org.espalier.space.operation.CandidateSet;
import org.espalier.space.operation.Skip;
import org.espalier.space.sed.SedGrid.Place;
import org.espalier.text.Text;

/**
 * An interpretation of SED: Searching Enhanced Decoder with switchable skip connection for semantic segmentation
 * (Pattern Recognition 149, 2024, 110196): on a pretrained backbone, a trapezoid of light-weight cells whose operations
 * and encoder connections are searched. Supernet and network have the same nodes and weights under the same names. The
 * paper leaves much open; {@code docs/sed.md} lists our interpretations.
 */
public final class Sed implements SearchSpace<SedArchitecture> {

    private static final String SKIP = "skip_connect";

    private final SedConfig config;
    private final CandidateSet candidates;
    private final CandidateSet skips =
            CandidateSet.empty().with(SKIP, new Skip()).with("sep_conv_3x3", new AtrousConv(3, 1, Form.SEPARABLE));

    private Sed(SedConfig config, CandidateSet candidates) {
        this.config = config;
        this.candidates = candidates;
    }

    /** The space of a configuration. */
    public static Sed of(SedConfig config) {
        return new Sed(config, candidates().only(config.operations()));
    }

    /**
     * All operations of the space: single depthwise-separable convolutions, each ReLU, depthwise, 1 x 1, normalisation.
     */
    public static CandidateSet candidates() {
        return CandidateSet.empty()
                .with(SKIP, new Skip())
                .with("sep_conv_3x3", new AtrousConv(3, 1, Form.SEPARABLE))
                .with("sep_conv_5x5", new AtrousConv(5, 1, Form.SEPARABLE))
                .with("dil_sep_conv_3x3_d2", new AtrousConv(3, 2, Form.SEPARABLE))
                .with("dil_sep_conv_3x3_d4", new AtrousConv(3, 4, Form.SEPARABLE));
    }

    /** The same space with one candidate operation more, or another one under a name it has. */
    public Sed with(String operation, Candidate candidate) {
        return new Sed(config, candidates.with(operation, candidate));
    }

    @Override
    public Supernet supernet(int classes, Relaxation relaxation) {
        GraphBuilder builder = new GraphBuilder(SedGraph.style(config));
        OpenChoices choices = new OpenChoices(builder, relaxation);
        new SedGraph(config, builder, new SedGraph.Parts() {
                    @Override
                    public Value skip(Scope scope, Place place, Value map) {
                        return skips.mixed(scope, map, 1, choices.open(skipChoice(place), skips.names()));
                    }

                    @Override
                    public Value block(Scope scope, Place place, int block, Value x) {
                        return candidates.mixed(scope, x, 1, choices.open(choice(place, block), candidates.names()));
                    }
                })
                .build(classes);
        return choices.build();
    }

    @Override
    public Graph network(SedArchitecture architecture, int classes) {
        require(architecture);
        Map<Place, SedCell> cells = new HashMap<>();
        List<Place> places = grid().places();
        IntStream.range(0, places.size())
                .forEach(index ->
                        cells.put(places.get(index), architecture.cells().get(index)));
        GraphBuilder builder = new GraphBuilder(SedGraph.style(config));
        new SedGraph(config, builder, new SedGraph.Parts() {
                    @Override
                    public Value skip(Scope scope, Place place, Value map) {
                        return skips.decided(scope, at(cells, place).skip(), map, 1);
                    }

                    @Override
                    public Value block(Scope scope, Place place, int block, Value x) {
                        return candidates.decided(
                                scope, at(cells, place).blocks().get(block), x, 1);
                    }
                })
                .build(classes);
        return Passes.apply(Passes.SIMPLIFY, builder.build());
    }

    private static SedCell at(Map<Place, SedCell> cells, Place place) {
        return Objects.requireNonNull(cells.get(place));
    }

    @Override
    public Map<String, double[]> decisions(SedArchitecture architecture) {
        require(architecture);
        Map<String, double[]> decisions = new HashMap<>();
        List<Place> places = grid().places();
        for (int index = 0; index < places.size(); index++) {
            Place place = places.get(index);
            SedCell cell = architecture.cells().get(index);
            if (!place.isFirst()) {
                decisions.put(skipChoice(place), ChoiceWeights.only(skips.names(), cell.skip()));
            }
            for (int block = 0; block < config.blocks(); block++) {
                decisions.put(
                        choice(place, block),
                        ChoiceWeights.only(candidates.names(), cell.blocks().get(block)));
            }
        }
        return decisions;
    }

    /**
     * Every block and every skip connection takes its strongest option; ties go to the first. If {@code none} is the
     * strongest in all blocks of a cell, the cell keeps its single strongest operation, whatever {@code none} weighs in
     * its block: then the {@link #belief} in the decoded architecture is less than 0, and may be larger in another.
     */
    @Override
    public SedArchitecture decode(Map<String, double[]> weights) {
        List<SedCell> cells = new ArrayList<>();
        for (Place place : grid().places()) {
            List<double[]> blocks = IntStream.range(0, config.blocks())
                    .mapToObj(block -> ChoiceWeights.of(weights, choice(place, block)))
                    .toList();
            String skip = place.isFirst()
                    ? SKIP
                    : skips.names().get(ChoiceWeights.strongest(ChoiceWeights.of(weights, skipChoice(place)), 0));
            cells.add(new SedCell(place.stride(), place.column(), skip, operations(blocks)));
        }
        return new SedArchitecture(cells);
    }

    private List<String> operations(List<double[]> blocks) {
        List<Integer> chosen = new ArrayList<>(
                blocks.stream().map(block -> ChoiceWeights.strongest(block, 0)).toList());
        if (chosen.stream().allMatch(option -> option == 0)) {
            int block = IntStream.range(0, blocks.size())
                    .boxed()
                    .max(Comparator.<Integer>comparingDouble(
                                    one -> blocks.get(one)[ChoiceWeights.strongest(blocks.get(one), 1)])
                            .thenComparing(Comparator.reverseOrder()))
                    .orElseThrow();
            chosen.set(block, ChoiceWeights.strongest(blocks.get(block), 1));
        }
        return chosen.stream().map(candidates.names()::get).toList();
    }

    @Override
    public SedArchitecture random(Seed seed) {
        RandomGenerator random = seed.generator();
        Map<String, double[]> weights = new HashMap<>();
        for (Place place : grid().places()) {
            weights.put(skipChoice(place), random.doubles(skips.names().size()).toArray());
            for (int block = 0; block < config.blocks(); block++) {
                weights.put(
                        choice(place, block),
                        random.doubles(candidates.names().size()).toArray());
            }
        }
        return decode(weights);
    }

    /**
     * Architectures that together contain every operation that a network of this space can have, and sums of each
     * number of blocks.
     */
    @Override
    public List<SedArchitecture> covering() {
        List<SedArchitecture> covering = new ArrayList<>();
        for (String operation : candidates.operations()) {
            for (String skip : skips.names()) {
                for (int kept = 1; kept <= config.blocks(); kept++) {
                    List<String> blocks = new ArrayList<>(Collections.nCopies(kept, operation));
                    blocks.addAll(Collections.nCopies(config.blocks() - kept, CandidateSet.NONE));
                    covering.add(alike(skip, blocks));
                }
            }
        }
        return covering;
    }

    private SedArchitecture alike(String skip, List<String> blocks) {
        return new SedArchitecture(grid().places().stream()
                .map(place -> new SedCell(place.stride(), place.column(), place.isFirst() ? SKIP : skip, blocks))
                .toList());
    }

    /** @throws IllegalArgumentException if the architecture is not of this space */
    public void require(SedArchitecture architecture) {
        List<Place> places = grid().places();
        if (architecture.cells().size() != places.size()) {
            throw new IllegalArgumentException(Text.format(
                    "an architecture of %d cells in a space of %d",
                    architecture.cells().size(), places.size()));
        }
        for (int index = 0; index < places.size(); index++) {
            Place place = places.get(index);
            SedCell cell = architecture.cells().get(index);
            if (cell.stride() != place.stride() || cell.column() != place.column()) {
                throw new IllegalArgumentException(Text.format(
                        "cell %d is at stride %d in column %d; its position is %s",
                        index, cell.stride(), cell.column(), place.id()));
            }
            if (cell.blocks().size() != config.blocks()) {
                throw new IllegalArgumentException(Text.format(
                        "a cell of %d blocks in a space of %d", cell.blocks().size(), config.blocks()));
            }
            cell.blocks().forEach(operation -> requireOneOf(candidates.names(), operation, place));
            requireOneOf(place.isFirst() ? List.of(SKIP) : skips.names(), cell.skip(), place);
        }
    }

    private static void requireOneOf(List<String> allowed, String operation, Place place) {
        if (!allowed.contains(operation)) {
            throw new IllegalArgumentException(
                    Text.format("operation %s in cell %s; allowed: %s", operation, place.id(), allowed));
        }
    }

    private SedGrid grid() {
        return new SedGrid(config.columns());
    }

    private static String skipChoice(Place place) {
        return "sigma." + place.id();
    }

    private static String choice(Place place, int block) {
        return Text.format("alpha.%s.block_%d", place.id(), block);
    }
}
