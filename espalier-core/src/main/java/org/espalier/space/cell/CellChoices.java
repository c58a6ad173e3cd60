package org.espalier.space.cell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.espalier.graph.Value;
import org.espalier.space.Belief;
import org.espalier.space.ChoiceWeights;
import org.espalier.space.OpenChoices;
import org.espalier.space.cell.CellGenotype.Block;
import org.espalier.space.cell.CellGenotype.Edge;
import org.espalier.space.operation.CandidateSet;
import org.espalier.text.Text;

/**
 * The choices of a shared cell: the operation of each of its edges, {@code alpha.edge_0} and so on.
 *
 * @param blocks of the cell
 * @param names of the operations, {@code none} first
 */
public record CellChoices(int blocks, List<String> names) {

    public CellChoices {
        names = List.copyOf(names);
    }

    /** Opens them all; the weights of each edge's operations, edges as in {@link CellGenotype#edgeIndex}. */
    public List<Value> open(OpenChoices choices) {
        return choices.openSharedCell(
                        "alpha", edges().mapToObj(CellChoices::name).toList(), names)
                .weights();
    }

    /**
     * The weights that a cell stands for: 1 for the operation that an edge keeps, otherwise 0.
     *
     * @throws IllegalArgumentException if it has other operations or another number of blocks
     */
    public Map<String, double[]> decisions(CellGenotype cell) {
        if (cell.blocks().size() != blocks) {
            throw new IllegalArgumentException(Text.format(
                    "a cell of %d blocks; cells of the space have %d",
                    cell.blocks().size(), blocks));
        }
        Map<String, double[]> decisions = new HashMap<>();
        edges().forEach(edge -> decisions.put(name(edge), new double[names.size()]));
        for (int block = 0; block < blocks; block++) {
            Block pair = cell.blocks().get(block);
            for (Edge edge : List.of(pair.left(), pair.right())) {
                int operation = names.indexOf(edge.operation());
                if (operation < 0) {
                    throw new IllegalArgumentException("operation " + edge.operation() + "; the space has " + names);
                }
                weightsOf(decisions, CellGenotype.edgeIndex(block, edge.input()))[operation] = 1;
            }
        }
        return decisions;
    }

    /** The cell with the strongest weights; see {@link CellDecoder}. */
    public CellGenotype decode(Map<String, double[]> weights) {
        return CellDecoder.decode(
                names, edges().mapToObj(edge -> weightsOf(weights, edge)).toArray(double[][]::new));
    }

    /**
     * The sum over all edges of the logarithms of the weights of their operations, less that of the decoded cell. Edges
     * that a cell does not keep do not count; every block keeps two.
     */
    public double belief(CellGenotype cell, Map<String, double[]> weights) {
        return score(cell, weights) - score(decode(weights), weights);
    }

    private double score(CellGenotype cell, Map<String, double[]> weights) {
        double score = 0;
        for (int block = 0; block < blocks; block++) {
            Block pair = cell.blocks().get(block);
            for (Edge edge : List.of(pair.left(), pair.right())) {
                double[] own = weightsOf(weights, CellGenotype.edgeIndex(block, edge.input()));
                score += Belief.log(own[names.indexOf(edge.operation())]);
            }
        }
        return score;
    }

    /** A random cell, among all that {@link #decode} can return. */
    public CellGenotype random(RandomGenerator random) {
        List<Block> pairs = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            int states = CellGenotype.INPUTS + block;
            int first = random.nextInt(states);
            int second = (first + 1 + random.nextInt(states - 1)) % states;
            pairs.add(new Block(
                    new Edge(Math.min(first, second), operation(random)),
                    new Edge(Math.max(first, second), operation(random))));
        }
        return new CellGenotype(pairs);
    }

    /**
     * A random one of the cells that differ from a cell in the operation or the input of one edge; the cell itself if
     * there is no other.
     */
    public CellGenotype mutated(CellGenotype cell, RandomGenerator random) {
        List<CellGenotype> neighbours = neighbours(cell);
        return neighbours.isEmpty() ? cell : neighbours.get(random.nextInt(neighbours.size()));
    }

    private List<CellGenotype> neighbours(CellGenotype cell) {
        List<CellGenotype> neighbours = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            Block pair = cell.blocks().get(block);
            for (Edge left : changed(block, pair.left(), pair.right())) {
                neighbours.add(with(cell, block, ordered(left, pair.right())));
            }
            for (Edge right : changed(block, pair.right(), pair.left())) {
                neighbours.add(with(cell, block, ordered(pair.left(), right)));
            }
        }
        return neighbours;
    }

    /** The edges with another operation, and those from another state than both edges of the block read. */
    private List<Edge> changed(int block, Edge edge, Edge other) {
        List<Edge> changed = new ArrayList<>();
        operations().stream()
                .filter(operation -> !operation.equals(edge.operation()))
                .forEach(operation -> changed.add(new Edge(edge.input(), operation)));
        IntStream.range(0, CellGenotype.INPUTS + block)
                .filter(input -> input != edge.input() && input != other.input())
                .forEach(input -> changed.add(new Edge(input, edge.operation())));
        return changed;
    }

    /** A block whose left edge reads the earlier state. */
    private static Block ordered(Edge one, Edge other) {
        return one.input() < other.input() ? new Block(one, other) : new Block(other, one);
    }

    private static CellGenotype with(CellGenotype cell, int block, Block changed) {
        List<Block> pairs = new ArrayList<>(cell.blocks());
        pairs.set(block, changed);
        return new CellGenotype(pairs);
    }

    private String operation(RandomGenerator random) {
        return operations().get(random.nextInt(operations().size()));
    }

    private List<String> operations() {
        return names.stream().filter(name -> !name.equals(CandidateSet.NONE)).toList();
    }

    private IntStream edges() {
        return IntStream.range(0, CellGenotype.edgeCount(blocks));
    }

    private static String name(int edge) {
        return "alpha.edge_" + edge;
    }

    private static double[] weightsOf(Map<String, double[]> weights, int edge) {
        return ChoiceWeights.of(weights, name(edge));
    }
}
