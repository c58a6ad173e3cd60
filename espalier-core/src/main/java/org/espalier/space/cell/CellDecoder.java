package org.espalier.space.cell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.space.cell.CellGenotype.Block;
import org.espalier.space.cell.CellGenotype.Edge;
import org.espalier.space.operation.CandidateSet;

/**
 * Decodes the operation weights of all edges into a cell (Auto-DeepLab, section 3.3.3; DARTS, section 2.4): each block
 * keeps its two strongest edges, each with its strongest operation other than {@code none}; the weight of that
 * operation is the strength of the edge. Ties go to the lower index.
 */
public final class CellDecoder {

    private CellDecoder() {}

    /**
     * Decodes the weights.
     *
     * @param names names of the operations, {@code none} among them
     * @param edgeWeights [edges][names], edges as in {@link CellGenotype#edgeIndex}
     */
    public static CellGenotype decode(List<String> names, double[][] edgeWeights) {
        List<Block> blocks = new ArrayList<>();
        while (CellGenotype.edgeCount(blocks.size()) < edgeWeights.length) {
            int block = blocks.size();
            List<Integer> strongest = IntStream.range(0, CellGenotype.INPUTS + block)
                    .boxed()
                    .sorted(Comparator.comparingDouble(
                            input -> -strength(names, edgeWeights[CellGenotype.edgeIndex(block, input)])))
                    .limit(2)
                    .sorted()
                    .toList();
            blocks.add(new Block(
                    edge(names, edgeWeights, block, strongest.get(0)),
                    edge(names, edgeWeights, block, strongest.get(1))));
        }
        return new CellGenotype(blocks);
    }

    private static Edge edge(List<String> names, double[][] edgeWeights, int block, int input) {
        double[] weights = edgeWeights[CellGenotype.edgeIndex(block, input)];
        return new Edge(input, names.get(strongestOperation(names, weights)));
    }

    private static double strength(List<String> names, double[] weights) {
        return weights[strongestOperation(names, weights)];
    }

    private static int strongestOperation(List<String> names, double[] weights) {
        return IntStream.range(0, weights.length)
                .filter(index -> !names.get(index).equals(CandidateSet.NONE))
                .boxed()
                .min(Comparator.comparingDouble(index -> -weights[index]))
                .orElseThrow();
    }
}
