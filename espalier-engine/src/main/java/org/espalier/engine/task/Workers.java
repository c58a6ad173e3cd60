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
 * The caller's thread and helpers, which work off the tasks of a {@link TaskOrder}; of those that wait for no other, the one of the lowest number
 * first. Each worker has a native scope of its own that lasts until all tasks are done. One worker takes the tasks in the order of their numbers,
 * and libtorch may use all of its threads for each; several have libtorch use one thread each.
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

    /** Does all tasks; the first exception stops the others and is thrown on. */
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

    /** All tasks of one run. What a worker did before it gives a task back is seen by whoever takes one afterwards. */
    private static final class Shift implements Runnable {

        private final TaskOrder order;
        private final IntConsumer work;
        private final int[] waitsFor;
        private final PriorityQueue<Integer> ready = new PriorityQueue<>();
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private int left;
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
                for (int task = next(-1); task >= 0; task = next(task)) {
                    work.accept(task);
                }
            } catch (Throwable e) {
                fail(e);
            }
        }

        /** Gives a task back as done, and takes another; -1 if there is no more to do. */
        private int next(int done) {
            lock.lock();
            try {
                if (done >= 0) {
                    left--;
                    order.followers(done).forEach(this::release);
                    changed.signalAll();
                }
                while (ready.isEmpty() && left > 0 && failure == null) {
                    changed.awaitUninterruptibly();
                }
                return failure != null || ready.isEmpty() ? -1 : ready.remove();
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
