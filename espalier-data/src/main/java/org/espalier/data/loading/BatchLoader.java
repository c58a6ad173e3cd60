package org.espalier.data.loading;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import org.espalier.data.Split;
import org.espalier.data.augment.Augmentation;
import org.espalier.label.Batch;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Failure;
import org.espalier.random.Seed;
import org.espalier.text.Text;

/**
 * An endless sequence of augmented training batches, prepared by background threads, a bounded number of batches ahead.
 * Each epoch visits all samples in a new order. Batch number {@code n} depends only on the split, the augmentation, the
 * batch size and the seed, not on threads or on earlier batches, so that a resumed run can {@linkplain #seek continue}
 * where it stopped.
 *
 * <p>Use it from one thread; {@link #close} ends the background threads.
 */
public final class BatchLoader implements AutoCloseable {

    private final EpochPlan plan;
    private final Loading loading;
    private final ExecutorService workers;
    private final Deque<Future<Batch>> ahead = new ArrayDeque<>();
    private long next;
    private long waitedNanos;
    private boolean closed;

    /**
     * @param split the samples; all of one size unless the augmentation crops
     * @param seed decides orders and augmentation
     * @throws BadUsage if incomplete batches are dropped and the split has fewer samples than a batch
     */
    public BatchLoader(Split split, Augmentation augmentation, Loading loading, Seed seed) {
        this.plan = new EpochPlan(split, augmentation, loading, seed);
        this.loading = loading;
        this.workers = Executors.newFixedThreadPool(loading.threads(), workerThreads());
    }

    /** The number of batches per epoch. */
    public int batchesPerEpoch() {
        return plan.batchesPerEpoch();
    }

    /**
     * Moves to a batch; its epoch is {@code batch / batchesPerEpoch()}.
     *
     * @throws IllegalArgumentException if negative
     */
    public void seek(long batch) {
        if (batch < 0) {
            throw new IllegalArgumentException(Text.format("batch: got %d, allowed are 0 and above", batch));
        }
        if (batch != next) {
            dropAhead();
            next = batch;
        }
    }

    /**
     * The next batch, waiting for it if it is not ready.
     *
     * @throws org.espalier.problem.BadData if a sample cannot be decoded
     * @throws Failure if the waiting thread is interrupted; the same batch stays next
     * @throws IllegalStateException if the loader is closed
     */
    public Batch next() {
        if (closed) {
            throw new IllegalStateException("the loader is closed");
        }
        fill();
        Batch batch = await(ahead.getFirst());
        ahead.removeFirst();
        next++;
        fill();
        return batch;
    }

    /** Total time that {@link #next} has waited for batches, in nanoseconds: time lost for training. */
    public long waitedNanos() {
        return waitedNanos;
    }

    /** Stops the background threads and waits for them; prepared batches are dropped. */
    @Override
    public void close() {
        closed = true;
        dropAhead();
        workers.shutdownNow();
        workers.close();
    }

    private void fill() {
        while (ahead.size() < loading.prefetch()) {
            long number = next + ahead.size();
            ahead.addLast(workers.submit(() -> plan.batch(number)));
        }
    }

    private void dropAhead() {
        ahead.forEach(batch -> batch.cancel(false));
        ahead.clear();
    }

    private Batch await(Future<Batch> batch) {
        long begin = System.nanoTime();
        try {
            return batch.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while waiting for a batch", e);
        } catch (ExecutionException e) {
            throw asThrown(Objects.requireNonNullElse(e.getCause(), e));
        } finally {
            waitedNanos += System.nanoTime() - begin;
        }
    }

    /** The exception of a worker, unwrapped: tasks throw no checked exceptions. */
    private static RuntimeException asThrown(Throwable thrown) {
        return switch (thrown) {
            case Error error -> throw error;
            case RuntimeException exception -> exception;
            case Throwable other -> new IllegalStateException(other);
        };
    }

    private static ThreadFactory workerThreads() {
        return Thread.ofPlatform().daemon().name("espalier-loader-", 0).factory();
    }
}
