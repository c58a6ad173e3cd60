package org.espalier.engine.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void everyTaskRunsOnceAndAfterItsDependencies(int count) {
        TaskOrder order = new TaskOrder(200);
        for (int task = 1; task < 200; task++) {
            order.add(task / 2, task); // a tree
            if (task > 7 && (task - 7) != task / 2) {
                order.add(task - 7, task);
            }
        }
        List<Integer> done = Collections.synchronizedList(new ArrayList<>());
        try (Workers workers = new Workers(count)) {
            workers.run(order, done::add);
        }
        assertThat(done).doesNotHaveDuplicates().hasSize(200);
        for (int task = 1; task < 200; task++) {
            assertThat(done.indexOf(task)).isGreaterThan(done.indexOf(task / 2));
        }
    }

    @Test
    void independentTasksRunInParallel() {
        CountDownLatch both = new CountDownLatch(2);
        List<Boolean> met = Collections.synchronizedList(new ArrayList<>());
        try (Workers workers = new Workers(2)) {
            workers.run(new TaskOrder(2), task -> {
                both.countDown();
                met.add(await(both));
            });
        }
        assertThat(met).containsExactly(true, true);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anExceptionKeepsLaterTasksFromStarting(int count) {
        TaskOrder order = new TaskOrder(4);
        order.add(0, 1);
        order.add(1, 2);
        order.add(2, 3);
        List<Integer> done = Collections.synchronizedList(new ArrayList<>());
        try (Workers workers = new Workers(count)) {
            assertThatThrownBy(() -> workers.run(order, task -> {
                        if (task == 1) {
                            throw new IllegalStateException("task 1");
                        }
                        done.add(task);
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("task 1");
            assertThat(done).containsExactly(0);
        }
    }

    @Test
    void nativeMemoryOutlivesTasksThatRunBesideAFailedOne() {
        CountDownLatch freed = new CountDownLatch(1);
        CountDownLatch slowStarted = new CountDownLatch(1);
        List<Boolean> freedTooEarly = Collections.synchronizedList(new ArrayList<>());
        TaskOrder order = new TaskOrder(3);
        order.add(0, 1);
        order.add(0, 2);
        try (Workers workers = new Workers(2)) {
            // The worker that ran task 0 takes task 1, and its scope holds what task 0 made; the other one takes task
            // 2.
            assertThatThrownBy(() -> workers.run(order, task -> {
                        switch (task) {
                            case 0 -> new Watched(freed);
                            case 1 -> {
                                await(slowStarted);
                                throw new IllegalStateException("task 1");
                            }
                            default -> {
                                slowStarted.countDown();
                                freedTooEarly.add(awaitMillis(freed, 300));
                            }
                        }
                    }))
                    .hasMessage("task 1");
        }
        assertThat(freedTooEarly).containsExactly(false);
        assertThat(freed.getCount()).isZero();
    }

    /** Reports when it is freed. */
    private static final class Watched extends Pointer {

        Watched(CountDownLatch freed) {
            address = 1;
            deallocator(freed::countDown);
        }
    }

    @Test
    void aTaskCannotDependOnALaterOne() {
        assertThatThrownBy(() -> new TaskOrder(2).add(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void widthIsTheNumberOfTasksOverTheLongestChain() {
        TaskOrder order = new TaskOrder(12);
        order.add(0, 1);
        order.add(1, 2);
        assertThat(order.width()).isEqualTo(4);
    }

    private static boolean await(CountDownLatch latch) {
        return awaitMillis(latch, 60_000);
    }

    private static boolean awaitMillis(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
