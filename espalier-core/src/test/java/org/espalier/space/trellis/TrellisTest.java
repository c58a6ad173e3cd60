package org.espalier.space.trellis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.espalier.random.Seed;
import org.espalier.space.trellis.Trellis.Transition;
import org.junit.jupiter.api.Test;

class TrellisTest {

    private static final Trellis PAPER = new Trellis(12, 4);

    @Test
    void hasTheNodesAndTransitionsOfThePaper() {
        assertThat(PAPER.nodes()).hasSize(45);
        assertThat(PAPER.transitions()).hasSize(105);
    }

    @Test
    void hasTheNumberOfPathsOfThePaper() {
        List<List<Integer>> paths = PAPER.paths();
        assertThat(paths).hasSize(75_025);
        assertThat(paths.stream().filter(path -> path.getFirst() == 0)).hasSize(28_657);
    }

    @Test
    void viterbiFindsTheBestOfAllPaths() {
        List<List<Integer>> paths = PAPER.paths();
        for (int seed = 0; seed < 5; seed++) {
            Seed random = new Seed(seed);
            List<Integer> best = List.of();
            double highest = Double.NEGATIVE_INFINITY;
            for (List<Integer> path : paths) {
                double score = score(random, path);
                if (score > highest) {
                    highest = score;
                    best = path;
                }
            }
            assertThat(Viterbi.bestPath(PAPER, step -> weight(random, step)))
                    .as("seed %d", seed)
                    .isEqualTo(best);
        }
    }

    @Test
    void viterbiStaysLowWherePathsAreEquallyGood() {
        assertThat(Viterbi.bestPath(PAPER, step -> 0.5)).containsOnly(0);
    }

    @Test
    void pathThatJumpsIsRefused() {
        assertThatThrownBy(() -> new Trellis(2, 4).requirePath(List.of(0, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("level 2 in layer 2")
                .hasMessageContaining("[0, 1]");
    }

    private static double score(Seed seed, List<Integer> path) {
        double score = 0;
        int from = 0;
        for (int layer = 1; layer <= path.size(); layer++) {
            score += Math.log(weight(seed, new Transition(layer, from, path.get(layer - 1))));
            from = path.get(layer - 1);
        }
        return score;
    }

    private static double weight(Seed seed, Transition step) {
        return seed.uniform(100L * step.layer() + 10L * step.from() + step.to());
    }
}
