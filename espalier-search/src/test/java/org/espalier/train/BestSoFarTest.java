package org.espalier.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BestSoFarTest {

    /** A planted sequence: better, worse, equal, better, worse, not a number, worse. */
    @Test
    void theFirstOfTheBestScoresIsKeptAndTheRestIsCounted() {
        double[] scores = {0.2, 0.1, 0.2, 0.3, 0.25, Double.NaN, 0.29};
        int[] since = {0, 1, 2, 0, 1, 2, 3};
        long[] steps = {10, 10, 10, 40, 40, 40, 40};
        BestSoFar best = BestSoFar.NONE;
        for (int i = 0; i < scores.length; i++) {
            best = best.after(scores[i], 10L * (i + 1));
            assertThat(best).isEqualTo(new BestSoFar(i < 3 ? 0.2 : 0.3, steps[i], since[i]));
        }
    }

    @Test
    void theFirstScoreIsTheBestHoweverBad() {
        assertThat(BestSoFar.NONE.after(-5, 0)).isEqualTo(new BestSoFar(-5, 0, 0));
    }
}
