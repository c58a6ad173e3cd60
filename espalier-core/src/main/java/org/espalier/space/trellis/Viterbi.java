package org.espalier.space.trellis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.espalier.space.trellis.Trellis.Node;
import org.espalier.space.trellis.Trellis.Transition;

/**
 * The path of the largest product of transition weights (Auto-DeepLab, section 3.3.3), by dynamic programming in log space. The product
 * prefers levels whose nodes have fewer transitions out of them if each node divides the same total among its transitions; whoever does not
 * want that passes weights times the number of transitions out of the node.
 */
public final class Viterbi {

    private Viterbi() {}

    /**
     * The best path; of equally good ones, that which stays at the lower level at the last place where they differ.
     *
     * @param trellis where the path runs
     * @param weight the weight of each transition, at least 0
     * @return a level for each layer
     */
    public static List<Integer> bestPath(Trellis trellis, ToDoubleFunction<Transition> weight) {
        double[] best = {0};
        List<int[]> origins = new ArrayList<>();
        for (int layer = 1; layer <= trellis.layers(); layer++) {
            double[] next = new double[trellis.deepest(layer) + 1];
            int[] origin = new int[next.length];
            Arrays.fill(next, Double.NEGATIVE_INFINITY);
            for (int to = 0; to < next.length; to++) {
                List<Integer> predecessors = trellis.predecessors(new Node(layer, to));
                origin[to] = predecessors.getFirst();
                for (int from : predecessors) {
                    double score = best[from] + Math.log(weight.applyAsDouble(new Transition(layer, from, to)));
                    if (score > next[to]) {
                        next[to] = score;
                        origin[to] = from;
                    }
                }
            }
            origins.add(origin);
            best = next;
        }
        int level = 0;
        for (int last = 1; last < best.length; last++) {
            level = best[last] > best[level] ? last : level;
        }
        List<Integer> path = new ArrayList<>();
        for (int layer = trellis.layers(); layer >= 1; layer--) {
            path.add(level);
            level = origins.get(layer - 1)[level];
        }
        Collections.reverse(path);
        return List.copyOf(path);
    }
}
