package org.espalier.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class KernelsTest {

    @Test
    void kernelsAreAvailableInTests() {
        assertThat(Kernels.areAvailable()).isTrue();
        assertThat(Kernels.description()).matches("vector kernels of [0-9]+ bits");
    }

    @Test
    void everyTaskRunsOnce() {
        for (int threads = 1; threads <= 4; threads++) {
            AtomicIntegerArray runs = new AtomicIntegerArray(50);
            new Threads(threads).forEach(50, runs::incrementAndGet);
            for (int task = 0; task < 50; task++) {
                assertThat(runs.get(task)).isEqualTo(1);
            }
        }
    }

    @Test
    void anErrorInATaskIsThrown() {
        assertThatThrownBy(() -> new Threads(3).forEach(5, task -> {
                    if (task == 4) {
                        throw new IllegalStateException("task 4");
                    }
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void threadsAreOneOrMore() {
        assertThatThrownBy(() -> new Threads(0)).hasMessage("Threads: 0; 1 or more are allowed.");
    }
}
