package org.espalier.run;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Two threads that keep two processors busy until this is closed. */
public final class BusyMachine implements AutoCloseable {

    private final AtomicBoolean busy = new AtomicBoolean(true);
    private final List<Thread> threads = Stream.generate(
                    () -> Thread.ofPlatform().daemon().start(this::compute))
            .limit(2)
            .toList();

    private void compute() {
        while (busy.get()) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() throws InterruptedException {
        busy.set(false);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
