package org.espalier.train;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.espalier.engine.StepResult;
import org.espalier.run.Progress;
import org.espalier.run.Status;
import org.espalier.schedule.Moment;

/** How far a loop is: steps and time, against a number of epochs or minutes. */
public final class Pace {

    private static final double NANOS_PER_MINUTE = 60e9;

    private final String stage;
    private final int epochs;
    private final Optional<Double> minutes;
    private final int stepsPerEpoch;
    private final LongSupplier waitedNanos;
    private long begunAt;
    private long nanosBefore;
    private long steps;
    private long nanos;

    /**
     * At the first step.
     *
     * @param stage name of the work
     * @param epochs how many epochs it takes, if no time ends it
     * @param minutes how long it takes
     * @param waitedNanos time that the loop has waited for data, ever growing
     */
    public Pace(String stage, int epochs, Optional<Double> minutes, int stepsPerEpoch, LongSupplier waitedNanos) {
        this.stage = stage;
        this.epochs = epochs;
        this.minutes = minutes;
        this.stepsPerEpoch = stepsPerEpoch;
        this.waitedNanos = waitedNanos;
    }

    /** Goes on from a state. */
    public void restore(LoopState state) {
        steps = state.steps();
        nanos = state.nanos();
        begunAt = steps;
        nanosBefore = nanos;
    }

    /** Steps done. */
    public long steps() {
        return steps;
    }

    /** Time spent in epochs. */
    public long nanos() {
        return nanos;
    }

    /** Epochs begun. */
    public int epochs() {
        return Math.toIntExact(Math.ceilDiv(steps, stepsPerEpoch));
    }

    /** The next step's place in the run. */
    public Moment moment() {
        double done = minutes.map(limit -> nanos / (limit * NANOS_PER_MINUTE))
                .orElse((double) steps / ((long) epochs * stepsPerEpoch));
        return new Moment(steps, Math.min(done, 1));
    }

    /** Whether the epochs or the minutes are over. */
    public boolean finished() {
        return moment().done() >= 1;
    }

    /**
     * Runs steps to the end of the epoch or of the time.
     *
     * @param step one step of the loop
     */
    public EpochResult epoch(Progress progress, Supplier<StepResult> step) {
        long started = System.nanoTime();
        long nanosOfEpochs = nanos;
        long stepsBefore = steps;
        long waitedBefore = waitedNanos.getAsLong();
        double loss = 0;
        int skipped = 0;
        do {
            StepResult result = step.get();
            steps++;
            nanos = nanosOfEpochs + System.nanoTime() - started;
            loss += result.moved() ? result.loss() : 0;
            skipped += result.moved() ? 0 : 1;
            progress.show(status(result.loss()));
        } while (steps % stepsPerEpoch != 0 && !finished());
        double mean = loss / Math.max(1, steps - stepsBefore - skipped);
        if (finished()) {
            progress.end(status(mean));
        }
        return new EpochResult(
                epochs(),
                steps,
                mean,
                skipped,
                (double) (waitedNanos.getAsLong() - waitedBefore) / (nanos - nanosOfEpochs),
                (nanos - nanosOfEpochs) / 1e9);
    }

    /** How far this process is with the whole. */
    private Status status(double loss) {
        long all = Math.max(steps, Math.round(steps / moment().done()));
        return new Status(
                stage,
                steps,
                all,
                begunAt,
                Duration.ofNanos(nanos - nanosBefore),
                Duration.ofNanos(waitedNanos.getAsLong()),
                OptionalDouble.of(loss));
    }
}
