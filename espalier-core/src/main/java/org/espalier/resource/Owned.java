package org.espalier.resource;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The resources that an object owns. A constructor that fails closes what it has acquired so far. */
public final class Owned implements AutoCloseable {

    private final Deque<Runnable> closers = new ArrayDeque<>();

    /** Adds a resource and returns it. */
    public <T> T add(T resource, Consumer<T> close) {
        closers.push(() -> close.accept(resource));
        return resource;
    }

    /** Closes everything, in reverse order of acquisition. Closing again does nothing. */
    @Override
    public void close() {
        while (!closers.isEmpty()) {
            closers.pop().run();
        }
    }
}
