package org.espalier.engine.task;

import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of a {@link TaskOrder} on the caller's thread and on helper threads. Of the tasks that are ready, the
 * one with the lowest number runs first. Each worker has a native scope, which closes only when no worker runs a task
 * any more, also after a failure: tasks read each other's tensors. A single worker runs the tasks in order, and
 * libtorch may use all its threads for each; with several workers libtorch uses one thread each.
 */
@SuppressWarnings("try") // a scope is there to be closed, not read
public final class Workers implements AutoCloseable {

    private final int count;
    private final ExecutorService helpers;

    public Workers(int count) {
        this.count = count;
        this.helpers = Executors.newCachedThreadPool(
                Thread.ofPlatform().name("espalier-worker-", 1).daemon().factory());
    }

    /**
     * Runs all tasks. After an exception no further task starts; it is rethrown when the running tasks have ended. With
     * one worker tasks run in the caller's native scope.
     */
    public void run(TaskOrder order, IntConsumer work) {
        if (count == 1) {
            for (int task = 0; task < order.size(); task++) {
                work.accept(task);
            }
            return;
        }
        int threads = torch.get_num_threads();
        Shift shift = new Shift(order, work);
        List<CompletableFuture<Void>> running = IntStream.range(1, count)
                .mapToObj(helper -> CompletableFuture.runAsync(shift, helpers))
                .toList();
        shift.run();
        running.forEach(CompletableFuture::join);
        torch.set_num_threads(threads);
        shift.throwFailure();
    }

    @Override
    public void close() {
        helpers.shutdown();
    }

    /** All tasks of one run. The lock orders memory: a task sees the writes of the tasks that it waited for. */
    private static final class Shift implements Runnable {

        private final TaskOrder order;
        private final IntConsumer work;
        private final int[] waitsFor;
        private final PriorityQueue<Integer> ready = new PriorityQueue<>();
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private int left;
        private int running;
        private @Nullable Throwable failure;

        Shift(TaskOrder order, IntConsumer work) {
            this.order = order;
            this.work = work;
            this.waitsFor = order.waitsFor();
            this.left = order.size();
            for (int task = 0; task < left; task++) {
                if (waitsFor[task] == 0) {
                    ready.add(task);
                }
            }
        }

        @Override
        public void run() {
            torch.set_num_threads(1);
            try (PointerScope scope = new PointerScope()) {
                for (int task = next(); task >= 0; task = next()) {
                    attempt(task);
                }
                awaitRunning();
            }
        }

        private void attempt(int task) {
            try {
                work.accept(task);
                done(task);
            } catch (Throwable e) {
                fail(e);
            }
        }

        /** Takes a task; -1 if none is left or one has failed. */
        private int next() {
            lock.lock();
            try {
                while (ready.isEmpty() && left > 0 && failure == null) {
                    changed.awaitUninterruptibly();
                }
                if (failure != null || ready.isEmpty()) {
                    return -1;
                }
                running++;
                return ready.remove();
            } finally {
                lock.unlock();
            }
        }

        private void done(int task) {
            lock.lock();
            try {
                running--;
                left--;
                order.followers(task).forEach(this::release);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** Running tasks may still read what this worker's tasks computed. */
        private void awaitRunning() {
            lock.lock();
            try {
                while (running > 0) {
                    changed.awaitUninterruptibly();
                }
            } finally {
                lock.unlock();
            }
        }

        private void release(int task) {
            waitsFor[task]--;
            if (waitsFor[task] == 0) {
                ready.add(task);
            }
        }

        private void fail(Throwable e) {
            lock.lock();
            try {
                running--;
                failure = failure == null ? e : failure;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        void throwFailure() {
            switch (failure) {
                case null -> {
                    // All tasks are done.
                }
                case Error e -> throw e;
                case RuntimeException e -> throw e;
                default -> throw new IllegalStateException(failure);
            }
        }
    }
}
