package org.espalier.run;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs work while two threads keep two processors busy. */
public final class BusyMachine {

    private BusyMachine() {}

    /** Returns the result of the work. */
    public static <T> T during(Supplier<T> work) {
        AtomicBoolean busy = new AtomicBoolean(true);
        Runnable compute = () -> {
            while (busy.get()) {
                Thread.onSpinWait();
            }
        };
        Stream.generate(() -> Thread.ofPlatform().daemon()).limit(2).forEach(thread -> thread.start(compute));
        try {
            return work.get();
        } finally {
            busy.set(false);
        }
    }
}
