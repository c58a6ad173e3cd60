package org.espalier.run;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How far long work is.
 *
 * @param stage its name
 * @param step how many steps are done
 * @param steps how many there are
 * @param begunAt the step it began with: not 0 if the run was resumed
 * @param elapsed since it began
 * @param waited how much of that was spent waiting for data
 * @param loss the last loss, if the work has one
 */
public record Status(
        String stage, long step, long steps, long begunAt, Duration elapsed, Duration waited, OptionalDouble loss) {

    /** Steps a second; 0 before the first is done. */
    public double stepsPerSecond() {
        double seconds = seconds(elapsed);
        return seconds > 0 ? (step - begunAt) / seconds : 0;
    }

    /** The time that is left at this rate; zero before the first step is done. */
    public Duration left() {
        double rate = stepsPerSecond();
        return rate > 0 ? Duration.ofMillis(Math.round(1e3 * (steps - step) / rate)) : Duration.ZERO;
    }

    /** The share of the time that was spent waiting for data, 0 to 1. */
    public double waitingShare() {
        double seconds = seconds(elapsed);
        return seconds > 0 ? seconds(waited) / seconds : 0;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
