package org.espalier.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * How many threads a kernel may use: the caller's, and others of the common pool. What the tasks are does not depend on
 * it, so results are equal bit by bit on any number of threads.
 *
 * @param count 1 or more
 */
public record Threads(int count) {

    /** The caller's thread alone. */
    public static final Threads ONE = new Threads(1);

    public Threads {
        if (count < 1) {
            throw new IllegalArgumentException("Threads: " + count + "; 1 or more are allowed.");
        }
    }

    /** Runs a task for each of the numbers 0 to {@code tasks} - 1 and returns when all have ended. */
    void forEach(int tasks, IntConsumer task) {
        int helpers = Math.min(count, tasks) - 1;
        if (helpers < 1) {
            for (int number = 0; number < tasks; number++) {
                task.accept(number);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        Runnable work = () -> {
            for (int number = next.getAndIncrement(); number < tasks; number = next.getAndIncrement()) {
                task.accept(number);
            }
        };
        List<ForkJoinTask<?>> forked = new ArrayList<>();
        for (int helper = 0; helper < helpers; helper++) {
            forked.add(ForkJoinPool.commonPool().submit(work));
        }
        try {
            work.run();
        } finally {
            forked.forEach(ForkJoinTask::quietlyJoin);
        }
        forked.forEach(ForkJoinTask::join);
    }
}
