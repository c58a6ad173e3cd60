package org.espalier.run;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A stage of long work under way: counts its steps and its time, and shows them.
 *
 * <pre>{@code
 * try (Stage stage = Stage.begin(progress, "train", done, steps)) {
 *     while (stage.step() < steps) {
 *         Batch batch = stage.waiting(batches::next);
 *         stage.done(engine.step(batch).loss());
 *     }
 * }
 * }</pre>
 */
public final class Stage implements AutoCloseable {

    private final Progress progress;
    private final String name;
    private final long begunAt;
    private final long steps;
    private final LongSupplier nanoTime;
    private final long start;
    private long step;
    private long waitedNanos;
    private OptionalDouble loss = OptionalDouble.empty();

    private Stage(Progress progress, String name, long begunAt, long steps, LongSupplier nanoTime) {
        this.progress = progress;
        this.name = name;
        this.begunAt = begunAt;
        this.steps = steps;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.step = begunAt;
    }

    /**
     * Begins a stage.
     *
     * @param done the number of steps that an earlier process did
     * @param steps the number of steps of the whole
     */
    public static Stage begin(Progress progress, String name, long done, long steps) {
        return begin(progress, name, done, steps, System::nanoTime);
    }

    static Stage begin(Progress progress, String name, long done, long steps, LongSupplier nanoTime) {
        Stage stage = new Stage(progress, name, done, steps, nanoTime);
        progress.show(stage.status());
        return stage;
    }

    /** The number of steps done. */
    public long step() {
        return step;
    }

    /** What the source gives; the time it takes counts as waiting for data. */
    public <T> T waiting(Supplier<T> source) {
        long before = nanoTime.getAsLong();
        T given = source.get();
        waitedNanos += nanoTime.getAsLong() - before;
        return given;
    }

    /** One more step is done, with this loss. */
    public void done(double loss) {
        this.loss = OptionalDouble.of(loss);
        done();
    }

    /** One more step is done. */
    public void done() {
        step++;
        progress.show(status());
    }

    /** How far it is. */
    public Status status() {
        Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - start);
        return new Status(name, step, steps, begunAt, elapsed, Duration.ofNanos(waitedNanos), loss);
    }

    /** Ends the stage, finished or not. */
    @Override
    public void close() {
        progress.end(status());
    }
}
