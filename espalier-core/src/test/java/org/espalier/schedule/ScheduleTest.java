package org.espalier.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Schedule AUTO_DEEPLAB = new Schedule.Cosine(0.025, 0.001);

    @Test
    void cosineGoesFromStartToFloorAndMeetsTheirMeanHalfWay() {
        assertThat(AUTO_DEEPLAB.at(Moment.of(0, 40))).isEqualTo(0.025);
        assertThat(AUTO_DEEPLAB.at(Moment.of(20, 40))).isCloseTo(0.013, within(1e-15));
        assertThat(AUTO_DEEPLAB.at(Moment.of(40, 40))).isCloseTo(0.001, within(1e-15));
    }

    @Test
    void cosineIsNotClampedAtItsFloorOnTheWay() {
        double[] values = LongStream.rangeClosed(0, 40)
                .mapToDouble(t -> AUTO_DEEPLAB.at(Moment.of(t, 40)))
                .toArray();
        for (int t = 1; t < values.length; t++) {
            assertThat(values[t]).isLessThan(values[t - 1]);
        }
    }

    @Test
    void polyIsAPowerOfTheRemainingShare() {
        Schedule poly = new Schedule.Poly(0.05, 0.9, 0);
        assertThat(poly.at(Moment.of(0, 1000))).isEqualTo(0.05);
        assertThat(poly.at(Moment.of(500, 1000))).isCloseTo(0.05 * Math.pow(0.5, 0.9), within(1e-15));
        assertThat(poly.at(Moment.of(1000, 1000))).isZero();
    }

    @Test
    void warmUpMeetsTheCurveWithoutShiftingIt() {
        Schedule warm = new Schedule.WarmUp(5e-6, 10, AUTO_DEEPLAB);
        assertThat(warm.at(Moment.of(0, 40))).isEqualTo(5e-6);
        assertThat(warm.at(Moment.of(5, 40))).isCloseTo((5e-6 + AUTO_DEEPLAB.at(Moment.of(5, 40))) / 2, within(1e-15));
        assertThat(warm.at(Moment.of(10, 40))).isEqualTo(AUTO_DEEPLAB.at(Moment.of(10, 40)));
        assertThat(warm.at(Moment.of(33, 40))).isEqualTo(AUTO_DEEPLAB.at(Moment.of(33, 40)));
    }

    @Test
    void aDelayedScheduleSpansTheRestOfTheRun() {
        Schedule delayed = new Schedule.Delayed(0.5, new Schedule.Exponential(1, 0.01));
        assertThat(delayed.at(Moment.of(0, 40))).isEqualTo(1);
        assertThat(delayed.at(Moment.of(20, 40))).isEqualTo(1);
        assertThat(delayed.at(Moment.of(30, 40))).isCloseTo(0.1, within(1e-15));
        assertThat(delayed.at(Moment.END)).isCloseTo(0.01, within(1e-15));
        assertThat(delayed.times(2).at(Moment.of(30, 40))).isCloseTo(0.2, within(1e-15));
        assertThatThrownBy(() -> new Schedule.Delayed(1, AUTO_DEEPLAB)).hasMessageContaining("from: 1.0; allowed");
    }

    @Test
    void constantStays() {
        assertThat(new Schedule.Constant(0.003).at(Moment.of(17, 18))).isEqualTo(0.003);
    }

    @Test
    void refusesStepsOutsideTheRunAndNegativeRates() {
        assertThatThrownBy(() -> AUTO_DEEPLAB.at(Moment.of(41, 40))).hasMessageContaining("step 41 of 40");
        assertThatThrownBy(() -> new Schedule.Cosine(-0.1, 0)).hasMessageContaining("start: -0.1");
    }
}
