package org.espalier.space.rspnet;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Style;
import org.espalier.graph.Value;
import org.espalier.random.Seed;
import org.espalier.space.OpenChoices;
import org.espalier.space.Relaxation;
import org.espalier.space.SearchSpace;
import org.espalier.space.Supernet;
import org.espalier.space.cell.CellChoices;
import org.espalier.space.cell.CellGenotype;
import org.espalier.space.operation.CandidateSet;
import org.espalier.space.rspnet.TrellisGraph.Place;

/**
 * The first stage, the search of the cell: one full-width cell at each node of the trellis ("we only use one cell at
 * each layer when we search the cell using DARTS"), which averages all its inputs. The network of a cell has the same
 * form, with the cell decided.
 */
public final class RspNetCellSpace implements SearchSpace<CellGenotype> {

    private static final RspBlock ONE_CELL = new RspBlock(RspBlock.Form.FULL, 1);

    private final RspTrellis trellis;
    private final CellChoices edges;
    private final CandidateSet candidates;
    private final RspNetWidths searched;
    private final RspNetWidths retrained;

    /**
     * The space.
     *
     * @param blocks B of a cell; 4 in DARTS
     * @param operations names of the operations that edges choose from, without {@code none}
     * @param searched widths of the supernet
     * @param retrained widths of the network
     */
    public RspNetCellSpace(
            RspTrellis trellis, int blocks, List<String> operations, RspNetWidths searched, RspNetWidths retrained) {
        searched.require(ONE_CELL, blocks);
        retrained.require(ONE_CELL, blocks);
        this.trellis = trellis;
        this.candidates = RspNetCell.operations(true).only(operations);
        this.edges = new CellChoices(blocks, candidates.names());
        this.searched = searched;
        this.retrained = retrained;
    }

    @Override
    public Supernet supernet(int classes, Relaxation relaxation) {
        GraphBuilder builder = new GraphBuilder();
        OpenChoices choices = new OpenChoices(builder, relaxation);
        RspBlock.Cell cell = RspNetCell.open(candidates, edges.blocks(), edges.open(choices));
        Style inside = Style.DEFAULT
                .withNormalization(searched.epsilon(), searched.momentum())
                .withAffine(false);
        List<Place> places = trellis.grid().nodes().stream()
                .map(node -> new Place(node, trellis.inputs(node)))
                .toList();
        new TrellisGraph(builder, searched, false)
                .build(
                        places,
                        (scope, node, inputs) -> scope.mix(inputs, scope.constant(even(inputs))),
                        (scope, x) -> ONE_CELL.apply(scope.styled(inside), x, cell),
                        classes);
        return choices.build();
    }

    @Override
    public Map<String, double[]> decisions(CellGenotype architecture) {
        return edges.decisions(architecture);
    }

    @Override
    public Graph network(CellGenotype architecture, int classes) {
        return RspNet.network(
                RspNetArchitecture.whole(trellis, architecture, ONE_CELL, PathAttention.STATIC), retrained, classes);
    }

    @Override
    public CellGenotype decode(Map<String, double[]> weights) {
        return edges.decode(weights);
    }

    @Override
    public double belief(CellGenotype architecture, Map<String, double[]> weights) {
        return edges.belief(architecture, weights);
    }

    @Override
    public CellGenotype random(Seed seed) {
        return edges.random(seed.generator());
    }

    @Override
    public CellGenotype mutated(CellGenotype architecture, Seed seed) {
        return edges.mutated(architecture, seed.generator());
    }

    private static double[] even(List<Value> inputs) {
        double[] weights = new double[inputs.size()];
        Arrays.fill(weights, 1.0 / inputs.size());
        return weights;
    }
}
