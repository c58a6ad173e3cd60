package org.espalier.latency.fasterseg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decodes architecture parameters into branches, as the authors' train/model_seg.py does: the likeliest layers to
 * downsample at, and the strongest operation and width of each cell; skips without downsampling are removed, the
 * likeliest first, down to a minimum number of cells. Branches are decoded one after the other, and a skip that one
 * branch excludes stays excluded for the next.
 */
final class Decoder {

    private static final int LAYERS = 16;
    private static final int SKIP = CellOperation.ALL.indexOf(CellOperation.SKIP);

    private final double[][][] operations;
    private final FasterSegArchitecture architecture;

    Decoder(FasterSegArchitecture architecture) {
        this.architecture = architecture;
        this.operations = Arrays.stream(architecture.operations())
                .map(level -> Arrays.stream(level).map(double[]::clone).toArray(double[][]::new))
                .toArray(double[][][]::new);
    }

    /** The branches that end at levels 0, 1 and 2. */
    List<Branch> branches() {
        return IntStream.range(0, 3).mapToObj(last -> compacted(path(last))).toList();
    }

    /** The level of each layer. */
    private int[] path(int last) {
        boolean[] down = new boolean[LAYERS];
        double[][] first = softmax(architecture.transitions()[0]);
        double[][] second = softmax(architecture.transitions()[1]);
        if (last == 1) {
            int best = 1;
            for (int place = 1; place < first.length - 1; place++) {
                best = first[place][0] > first[best][0] ? place : best;
            }
            down[best] = true;
        } else if (last == 2) {
            int[] best = {0, 1};
            double most = 0;
            for (int j = 0; j < LAYERS - 4; j++) {
                for (int i = 1; i < j - 1; i++) {
                    double probability = first[i][0] * second[j][0];
                    if (probability > most) {
                        most = probability;
                        best = new int[] {i, j};
                    }
                }
            }
            down[best[0] + 1] = true;
            down[best[1] + 2] = true;
        }
        int[] path = new int[LAYERS];
        for (int layer = 1; layer < LAYERS; layer++) {
            path[layer] = path[layer - 1] + (down[layer - 1] ? 1 : 0);
        }
        return path;
    }

    private Branch compacted(int[] path) {
        int least = (int) Math.rint(LAYERS / 3.0) + 2 * path[LAYERS - 1];
        List<Integer> left = leftOut(path, LAYERS - least);
        List<CellOperation> kept = new ArrayList<>();
        List<Integer> levels = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            double[] weights = weights(path, layer);
            if (argmax(weights) == SKIP && left.contains(layer)) {
                if (layer == LAYERS - 1) {
                    widths.removeLast();
                }
                continue;
            }
            if (argmax(weights) == SKIP) {
                weights[SKIP] = Double.NEGATIVE_INFINITY;
            }
            kept.add(CellOperation.ALL.get(argmax(weights)));
            levels.add(path[layer]);
            if (layer < LAYERS - 1) {
                widths.add(width(path[layer + 1], layer + 1));
            }
        }
        return new Branch(kept, levels, widths);
    }

    /**
     * The removed layers: skips without downsampling, at most {@code most}; between two downsampling layers at least
     * one operation that is not a skip remains.
     */
    private List<Integer> leftOut(int[] path, int most) {
        List<Integer> skips = new ArrayList<>();
        double[] likelihood = new double[LAYERS];
        List<Integer> downs = new ArrayList<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            boolean goesDown = layer < LAYERS - 1 && path[layer] < path[layer + 1];
            if (goesDown) {
                downs.add(layer);
            } else if (argmax(weights(path, layer)) == SKIP) {
                skips.add(layer);
                likelihood[layer] = softmax(weights(path, layer))[SKIP];
            }
        }
        downs.add(LAYERS);
        for (int stretch = 0; stretch + 1 < downs.size(); stretch++) {
            keepOne(path, downs.get(stretch), downs.get(stretch + 1), skips);
        }
        return skips.stream()
                .sorted(Comparator.comparingDouble(layer -> -likelihood[layer]))
                .limit(most)
                .toList();
    }

    private void keepOne(int[] path, int down, int next, List<Integer> skips) {
        if (down + 1 >= next || !IntStream.range(down + 1, next).allMatch(skips::contains)) {
            return;
        }
        int weakest = -1;
        double least = 1;
        for (int layer = down + 1; layer < next; layer++) {
            double likelihood = softmax(weights(path, layer))[SKIP];
            if (likelihood <= least) {
                least = likelihood;
                weakest = layer;
            }
        }
        weights(path, weakest)[SKIP] = Double.NEGATIVE_INFINITY;
    }

    private double[] weights(int[] path, int layer) {
        return operations[path[layer]][layer - path[layer]];
    }

    private int width(int level, int layer) {
        return argmax(architecture.widths()[level][layer - Math.max(1, level)]);
    }

    private static int argmax(double[] values) {
        int best = 0;
        for (int index = 1; index < values.length; index++) {
            best = values[index] > values[best] ? index : best;
        }
        return best;
    }

    private static double[][] softmax(double[][] rows) {
        return Arrays.stream(rows).map(Decoder::softmax).toArray(double[][]::new);
    }

    private static double[] softmax(double[] logits) {
        double[] powers = Arrays.stream(logits).map(Math::exp).toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(power -> power / sum).toArray();
    }
}
