package org.espalier.space.gas;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.space.Belief;
import org.espalier.space.ChoiceWeights;
import org.espalier.space.OpenCell;
import org.espalier.space.OpenChoices;
import org.espalier.space.Relaxation;
import org.espalier.space.SearchSpace;
import org.espalier.space.Supernet;
import org.espalier.space.operation.AtrousConv;
import org.espalier.space.operation.AtrousConv.Form;
import org.espalier.space.operation.Candidate;
import org.espalier.space.operation.CandidateSet;
import org.espalier.space.operation.DenseConv;
import org.espalier.space.operation.Pool;
import org.espalier.space.operation.SeparableConv;
import org.espalier.space.operation.Skip;
import org.espalier.text.Text;

/**
 * Graph-Guided Architecture Search for Real-Time Semantic Segmentation (Lin, Sun, Cheng, Xie, Li, Shi; CVPR 2020, arXiv
 * 1909.06793): a sequence of cells that share neither weights nor architecture; every edge chooses its operation. Some
 * details are interpretations; see {@code docs/gas.md}.
 */
public final class Gas implements SearchSpace<GasArchitecture> {

    private final GasConfig config;
    private final CandidateSet candidates;

    private Gas(GasConfig config, CandidateSet candidates) {
        this.config = config;
        this.candidates = candidates;
    }

    /** The space of a configuration. */
    public static Gas of(GasConfig config) {
        return new Gas(config, candidates().only(config.operations()));
    }

    /** All operations of the space; the paper's zero is {@code none}. */
    public static CandidateSet candidates() {
        return CandidateSet.empty()
                .with("max_pool_3x3", new Pool(Pool.Kind.MAX, true))
                .with("skip_connect", new Skip())
                .with("conv_3x3", new DenseConv(3))
                .with("sep_conv_3x3", new SeparableConv(3))
                .with("dil_sep_conv_3x3_d2", new AtrousConv(3, 2, Form.SEPARABLE))
                .with("dil_sep_conv_3x3_d4", new AtrousConv(3, 4, Form.SEPARABLE))
                .with("dil_sep_conv_3x3_d8", new AtrousConv(3, 8, Form.SEPARABLE));
    }

    /** The same space with one candidate operation more, or another one under a name it has. */
    public Gas with(String operation, Candidate candidate) {
        return new Gas(config, candidates.with(operation, candidate));
    }

    @Override
    public Supernet supernet(int classes, Relaxation relaxation) {
        GraphBuilder builder = new GraphBuilder(GasGraph.style(config));
        OpenChoices choices = new OpenChoices(builder, relaxation);
        List<OpenCell> cells = new ArrayList<>();
        for (int cell = 0; cell < config.cells(); cell++) {
            Optional<OpenCell> before = cell == 0 ? Optional.empty() : Optional.of(cells.getLast());
            cells.add(choices.openCell("alpha.cell_" + cell, choiceNames(cell), candidates.names(), before));
        }
        new GasGraph(
                        config,
                        builder,
                        (scope, x, stride, cell, edge) -> candidates.mixed(
                                scope, x, stride, cells.get(cell).weights().get(edge)))
                .build(classes);
        return choices.build();
    }

    /**
     * The network with the chosen operations; nodes without an edge are zeros, which propagate as far as they stay
     * zeros.
     */
    @Override
    public Graph network(GasArchitecture architecture, int classes) {
        require(architecture);
        GraphBuilder builder = new GraphBuilder(GasGraph.style(config));
        List<List<String>> operations =
                architecture.cells().stream().map(GasCell::operations).toList();
        new GasGraph(
                        config,
                        builder,
                        (scope, x, stride, cell, edge) ->
                                candidates.decided(scope, operations.get(cell).get(edge), x, stride))
                .build(classes);
        return Passes.apply(Passes.SIMPLIFY, builder.build());
    }

    @Override
    public Map<String, double[]> decisions(GasArchitecture architecture) {
        require(architecture);
        Map<String, double[]> decisions = new HashMap<>();
        for (int cell = 0; cell < config.cells(); cell++) {
            List<String> operations = architecture.cells().get(cell).operations();
            List<String> names = choiceNames(cell);
            for (int edge = 0; edge < operations.size(); edge++) {
                decisions.put(names.get(edge), ChoiceWeights.only(candidates.names(), operations.get(edge)));
            }
        }
        return decisions;
    }

    /**
     * Every edge takes its strongest operation, which may be {@code none}; all edges are kept. Ties go to the first
     * operation.
     */
    @Override
    public GasArchitecture decode(Map<String, double[]> weights) {
        return architecture(name -> ChoiceWeights.strongest(ChoiceWeights.of(weights, name), 0));
    }

    /**
     * As for choices that do not depend on each other. Cells that no other cell reads do not count. Edges that only
     * pass zeros on do, although the network without them is the same.
     */
    @Override
    public double belief(GasArchitecture architecture, Map<String, double[]> weights) {
        Map<String, double[]> read = decisions(architecture);
        boolean[] isRead = read(architecture);
        for (int cell = 0; cell < isRead.length; cell++) {
            if (!isRead[cell]) {
                choiceNames(cell).forEach(read::remove);
            }
        }
        return Belief.sum(read, weights);
    }

    /** Whether the output depends on a cell, by cell: the last one, and those that such cells read. */
    private static boolean[] read(GasArchitecture architecture) {
        boolean[] isRead = new boolean[architecture.cells().size()];
        isRead[isRead.length - 1] = true;
        for (int cell = isRead.length - 1; cell > 0; cell--) {
            for (int state = 0; state < GasCell.INPUTS; state++) {
                int read = cell - GasCell.INPUTS + state;
                if (isRead[cell] && read >= 0 && reads(architecture.cells().get(cell), state)) {
                    isRead[read] = true;
                }
            }
        }
        return isRead;
    }

    private static boolean reads(GasCell cell, int state) {
        return cell.nodes().stream().anyMatch(node -> !node.get(state).equals(CandidateSet.NONE));
    }

    @Override
    public GasArchitecture random(Seed seed) {
        RandomGenerator random = seed.generator();
        return architecture(name -> random.nextInt(candidates.names().size()));
    }

    /**
     * Architectures that together contain every operation that a network of this space, or its supernet, can have: each
     * operation on all edges, sums of each number of edges, and each operation on a node of zeros.
     */
    @Override
    public List<GasArchitecture> covering() {
        List<GasArchitecture> covering = new ArrayList<>();
        for (String operation : candidates.operations()) {
            covering.add(alike(edge -> operation));
            for (int dead = 0; dead < config.nodes(); dead++) {
                int from = GasCell.edge(dead, 0);
                int to = GasCell.edge(dead + 1, 0);
                covering.add(alike(edge -> from <= edge && edge < to ? CandidateSet.NONE : operation));
            }
        }
        for (int kept = 1; kept < config.nodes() + GasCell.INPUTS; kept++) {
            int most = kept;
            covering.add(
                    alike(edge -> stateOf(edge) < most ? candidates.operations().getFirst() : CandidateSet.NONE));
        }
        return covering;
    }

    /** All cells equal. */
    private GasArchitecture alike(IntFunction<String> operation) {
        GasCell cell = GasCell.of(
                config.nodes(),
                IntStream.range(0, GasCell.edges(config.nodes()))
                        .mapToObj(operation)
                        .toList());
        return new GasArchitecture(Collections.nCopies(config.cells(), cell));
    }

    private static int stateOf(int edge) {
        int node = 0;
        while (GasCell.edge(node + 1, 0) <= edge) {
            node++;
        }
        return edge - GasCell.edge(node, 0);
    }

    private interface Pick {
        int option(String choice);
    }

    private GasArchitecture architecture(Pick pick) {
        return new GasArchitecture(IntStream.range(0, config.cells())
                .mapToObj(cell -> GasCell.of(
                        config.nodes(),
                        choiceNames(cell).stream()
                                .map(name -> candidates.names().get(pick.option(name)))
                                .toList()))
                .toList());
    }

    private List<String> choiceNames(int cell) {
        return IntStream.range(0, GasCell.edges(config.nodes()))
                .mapToObj(edge -> Text.format("alpha.cell_%d.edge_%d", cell, edge))
                .toList();
    }

    /** @throws IllegalArgumentException if the architecture is not of this space */
    public void require(GasArchitecture architecture) {
        if (architecture.cells().size() != config.cells()) {
            throw new IllegalArgumentException(Text.format(
                    "an architecture of %d cells in a space of %d",
                    architecture.cells().size(), config.cells()));
        }
        for (GasCell cell : architecture.cells()) {
            if (cell.nodes().size() != config.nodes()) {
                throw new IllegalArgumentException(Text.format(
                        "a cell of %d nodes in a space of %d", cell.nodes().size(), config.nodes()));
            }
            cell.operations().stream()
                    .filter(operation -> !candidates.names().contains(operation))
                    .findFirst()
                    .ifPresent(operation -> {
                        throw new IllegalArgumentException(
                                "operation " + operation + "; the space has " + candidates.names());
                    });
        }
    }
}
