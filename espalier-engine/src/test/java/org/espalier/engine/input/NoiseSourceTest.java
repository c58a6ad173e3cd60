package org.espalier.engine.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.espalier.graph.Distribution;
import org.espalier.random.Seed;
import org.espalier.schedule.Moment;
import org.espalier.schedule.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseSourceTest {

    private static final Seed SEED = new Seed(2);
    private static final NoiseSource NOISE = NoiseSource.of(SEED);
    private static final Moment MOMENT = Moment.of(5, 20);
    private static final int MANY = 200_000;

    @Test
    void aDropoutMaskIsZeroOrOneOverKeepWithMeanOne() {
        float[] mask = NOISE.values("mask", new Distribution.Dropout(0.8), MOMENT, MANY);
        assertThat(IntStream.range(0, MANY).mapToDouble(i -> mask[i]).distinct())
                .containsOnly(0.0, 1.25);
        assertThat(mean(mask)).isCloseTo(1, within(0.01));
    }

    @Test
    void scheduledDropoutKeepsLessLaterInTraining() {
        Distribution half = new Distribution.ScheduledDropout(0.5);
        assertThat(NOISE.values("mask", half, Moment.of(0, 20), MANY)).containsOnly(1);
        float[] later = NOISE.values("mask", half, Moment.of(10, 20), MANY);
        double kept = IntStream.range(0, MANY).filter(i -> later[i] > 0).count() / (double) MANY;
        assertThat(kept).isCloseTo(0.75, within(0.01));
    }

    @Test
    void theInverseTemperatureFollowsItsSchedule() {
        Distribution sharpness = new Distribution.InverseTemperature(new Schedule.Exponential(1, 0.01));
        assertThat(NOISE.values("t", sharpness, Moment.of(0, 20), 3)).containsOnly(1);
        assertThat(NOISE.values("t", sharpness, Moment.of(10, 20), 3)).containsOnly(10);
        assertThat(NOISE.values("t", sharpness, Moment.of(20, 20), 3)).containsOnly(100);
    }

    @Test
    void aSubsetKeepsThatManyAndEachEquallyOften() {
        int[] kept = new int[5];
        for (int step = 0; step < 5000; step++) {
            float[] values = NOISE.values("paths", new Distribution.Subset(2), Moment.of(step, 5000), 5);
            for (int place = 0; place < 5; place++) {
                assertThat(values[place]).isIn(0f, Float.NEGATIVE_INFINITY);
                kept[place] += values[place] == 0 ? 1 : 0;
            }
        }
        assertThat(Arrays.stream(kept).sum()).isEqualTo(2 * 5000);
        assertThat(Arrays.stream(kept).boxed())
                .allSatisfy(often -> assertThat(often).isBetween(1850, 2150));
        assertThat(NOISE.values("paths", new Distribution.Subset(9), MOMENT, 5)).containsOnly(0);
    }

    /** 2 of 5 in cycles of 5 steps, 2 of 4 in cycles of 2. */
    @ParameterizedTest
    @CsvSource({"5, 2, 5, 2", "4, 2, 2, 1", "6, 4, 3, 2", "3, 1, 3, 1"})
    void aFairSubsetKeepsEachEquallyOftenInEveryCycle(int count, int kept, int cycle, int often) {
        Distribution fair = new Distribution.FairSubset(kept);
        Set<List<Float>> drawn = new HashSet<>();
        for (int first = 0; first < 40 * cycle; first += cycle) {
            int[] times = new int[count];
            for (int step = first; step < first + cycle; step++) {
                float[] values = NOISE.values("paths", fair, Moment.of(step, 1000), count);
                List<Float> list =
                        IntStream.range(0, count).mapToObj(i -> values[i]).toList();
                assertThat(list).containsOnly(0f, Float.NEGATIVE_INFINITY);
                assertThat(list.stream().filter(value -> value == 0)).hasSize(kept);
                drawn.add(list);
                IntStream.range(0, count).filter(place -> values[place] == 0).forEach(place -> times[place]++);
            }
            assertThat(times).containsOnly(often);
        }
        assertThat(drawn).hasSize(combinations(count, kept));
        assertThat(NOISE.values("paths", new Distribution.FairSubset(9), MOMENT, 5))
                .containsOnly(0);
    }

    /** How many sets of some of {@code of} there are. */
    private static int combinations(int of, int some) {
        return some == 0 ? 1 : combinations(of - 1, some - 1) * of / some;
    }

    @Test
    void gumbelHasItsMeanAndVariance() {
        float[] values = NOISE.values("gumbel", new Distribution.Gumbel(), MOMENT, MANY);
        double mean = mean(values);
        double variance = IntStream.range(0, MANY)
                .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0.5772, within(0.01));
        assertThat(variance).isCloseTo(Math.PI * Math.PI / 6, within(0.03));
    }

    @Test
    void noiseIsAFunctionOfSeedNameAndStep() {
        Distribution gumbel = new Distribution.Gumbel();
        float[] values = NOISE.values("a", gumbel, MOMENT, 8);
        assertThat(NoiseSource.of(SEED).values("a", gumbel, MOMENT, 8)).isEqualTo(values);
        assertThat(NoiseSource.of(new Seed(3)).values("a", gumbel, MOMENT, 8)).isNotEqualTo(values);
        assertThat(NOISE.values("b", gumbel, MOMENT, 8)).isNotEqualTo(values);
        assertThat(NOISE.values("a", gumbel, Moment.of(6, 20), 8)).isNotEqualTo(values);
    }

    private static double mean(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
    }
}
