package org.espalier.run;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The progress of a long task.
 *
 * @param stage name of the task
 * @param step number of steps done
 * @param steps total number of steps
 * @param begunAt step at which this process began; not 0 if the run was resumed
 * @param elapsed time since this process began
 * @param waited part of that time spent waiting for data, if the task loads some
 * @param loss the last loss, if the task has one
 */
public record Status(
        String stage,
        long step,
        long steps,
        long begunAt,
        Duration elapsed,
        Optional<Duration> waited,
        OptionalDouble loss) {

    /** Steps per second; 0 before the first step is done. */
    public double stepsPerSecond() {
        double seconds = seconds(elapsed);
        return seconds > 0 ? (step - begunAt) / seconds : 0;
    }

    /** Estimated remaining time; zero before the first step is done. */
    public Duration left() {
        double rate = stepsPerSecond();
        return rate > 0 ? Duration.ofMillis(Math.round(1e3 * (steps - step) / rate)) : Duration.ZERO;
    }

    /** Share of the time spent waiting for data, 0 to 1; empty if the task loads none. */
    public OptionalDouble waitingShare() {
        double seconds = seconds(elapsed);
        return waited.isPresent()
                ? OptionalDouble.of(seconds > 0 ? seconds(waited.get()) / seconds : 0)
                : OptionalDouble.empty();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
