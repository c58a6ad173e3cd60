package org.espalier.drawing.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.random.Seed;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.espalier.space.cell.CellGenotype;
import org.espalier.space.cell.CellGenotype.Block;
import org.espalier.space.cell.CellGenotype.Edge;
import org.espalier.space.trellis.Trellis;

/** Architectures of any size, for drawings. */
final class RandomArchitectures {

    private static final List<String> OPERATIONS = List.of(
            "max_pool_3x3",
            "avg_pool_3x3",
            "skip_connect",
            "sep_conv_3x3",
            "sep_conv_5x5",
            "atrous_conv_3x3",
            "atrous_conv_5x5",
            "my_op",
            "another_operation_with_a_long_name");

    private RandomArchitectures() {}

    static AutoDeepLabArchitecture of(int layers, int blocks, Seed seed) {
        RandomGenerator random = seed.generator();
        Trellis trellis = new Trellis(layers, 4);
        List<Integer> path = new ArrayList<>();
        for (int layer = 1; layer <= layers; layer++) {
            List<Integer> next = trellis.successors(layer, path.isEmpty() ? 0 : path.getLast());
            path.add(next.get(random.nextInt(next.size())));
        }
        return new AutoDeepLabArchitecture(path, cell(blocks, random));
    }

    static CellGenotype cell(int blocks, RandomGenerator random) {
        List<Block> all = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            all.add(new Block(edge(block, random), edge(block, random)));
        }
        return new CellGenotype(all);
    }

    static List<AutoDeepLabArchitecture> allPaths(int layers, CellGenotype cell) {
        return new Trellis(layers, 4)
                .paths().stream()
                        .map(path -> new AutoDeepLabArchitecture(path, cell))
                        .toList();
    }

    private static Edge edge(int block, RandomGenerator random) {
        return new Edge(random.nextInt(CellGenotype.INPUTS + block), OPERATIONS.get(random.nextInt(OPERATIONS.size())));
    }
}
