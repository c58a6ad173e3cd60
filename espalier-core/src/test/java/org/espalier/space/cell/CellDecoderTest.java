package org.espalier.space.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.espalier.random.Seed;
import org.espalier.space.cell.CellGenotype.Block;
import org.espalier.space.cell.CellGenotype.Edge;
import org.junit.jupiter.api.Test;

class CellDecoderTest {

    private static final List<String> NAMES = List.of("none", "skip", "conv");

    @Test
    void fiveBlocksHave20EdgesAndThePapersNumberOfCells() {
        assertThat(CellGenotype.edgeCount(5)).isEqualTo(20);
        BigInteger cells = BigInteger.ONE;
        for (int block = 0; block < 5; block++) {
            long choices = 8L * (CellGenotype.edgeIndex(block + 1, 0) - CellGenotype.edgeIndex(block, 0));
            cells = cells.multiply(BigInteger.valueOf(choices * choices));
        }
        assertThat(cells).isEqualTo(BigInteger.valueOf(556_627_761_561_600L));
    }

    @Test
    void eachBlockKeepsItsTwoStrongestEdges() {
        double[][] weights = {
            {0.1, 0.3, 0.6}, {0.1, 0.8, 0.1}, {0.9, 0.05, 0.05}, {0.2, 0.4, 0.4}, {0.0, 0.1, 0.9},
        };
        assertThat(CellDecoder.decode(NAMES, weights))
                .isEqualTo(new CellGenotype(List.of(
                        new Block(new Edge(0, "conv"), new Edge(1, "skip")),
                        new Block(new Edge(1, "skip"), new Edge(2, "conv")))));
    }

    @Test
    void neverKeepsAnEdgeOfNoConnection() {
        RandomGenerator random = new Seed(1).generator();
        for (int run = 0; run < 200; run++) {
            double[][] weights = new double[20][];
            for (int edge = 0; edge < weights.length; edge++) {
                weights[edge] = new double[] {1 + random.nextDouble(), random.nextDouble(), random.nextDouble()};
            }
            assertThat(CellDecoder.decode(NAMES, weights).blocks())
                    .flatMap(block -> Stream.of(block.left(), block.right()).toList())
                    .extracting(Edge::operation)
                    .doesNotContain("none");
        }
    }
}
