package org.espalier.protocol;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.espalier.graph.Extent;
import org.espalier.machine.AvailableMemory;
import org.espalier.machine.Garbage;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/** Refuses images that need more memory than there is, before the network runs. Not thread-safe. */
public final class MemoryCheck {

    private static final double GIGABYTE = 1e9;
    private static final int SMALLEST_WINDOW = 64;

    private final InferenceMemory memory;
    private final Protocol protocol;
    private final Optional<Extent> size;
    private final Supplier<OptionalLong> available;
    private final long heap;
    private final Garbage garbage = new Garbage();
    private long accepted;

    /**
     * Checks against what this machine and this virtual machine have.
     *
     * @param size the size of the images that the model accepts; empty if any
     */
    public MemoryCheck(InferenceMemory memory, Protocol protocol, Optional<Extent> size) {
        this(
                memory,
                protocol,
                size,
                AvailableMemory::bytes,
                Runtime.getRuntime().maxMemory());
    }

    MemoryCheck(
            InferenceMemory memory,
            Protocol protocol,
            Optional<Extent> size,
            Supplier<OptionalLong> available,
            long heap) {
        this.memory = memory;
        this.protocol = protocol;
        this.size = size;
        this.available = available;
        this.heap = heap;
    }

    /**
     * Checks one image. What an image needs is free again for the next one, so only larger ones are checked anew. What
     * earlier images left on the Java heap is collected if it is as much as this one needs.
     *
     * @throws BadUsage if it needs more memory than there is; names windows that need less, if there are any
     */
    public void require(Extent image) {
        garbage.collectBeyond(memory.heapBytes(protocol, size, image));
        long needed = memory.imageBytes(protocol, size, image);
        if (needed <= accepted) {
            return;
        }
        long free = available.get().orElse(Long.MAX_VALUE);
        long onHeap = memory.heapBytes(protocol, size, image);
        if (onHeap > heap) {
            throw new BadUsage(Text.format(
                    "%s about %s of Java heap, allowed are %s; allow more, such as ESPALIER_JAVA_OPTIONS=-Xmx%dg%s",
                    needs(image),
                    gigabytes(onHeap),
                    gigabytes(heap),
                    Math.ceilDiv(onHeap + onHeap / 4, 1L << 30),
                    windows(image, free)));
        }
        if (needed > free) {
            throw new BadUsage(Text.format(
                    "%s about %s of memory, this machine has %s available%s; or take smaller images",
                    needs(image), gigabytes(needed), gigabytes(free), windows(image, free)));
        }
        accepted = needed;
    }

    /** Whether there is enough memory for an image; a batch counts as one image of all its rows. */
    public boolean allows(Extent image) {
        long needed = memory.imageBytes(protocol, size, image);
        boolean fits = needed <= accepted
                || memory.heapBytes(protocol, size, image) <= heap
                        && needed <= available.get().orElse(Long.MAX_VALUE);
        if (fits) {
            accepted = Math.max(accepted, needed);
        }
        return fits;
    }

    private static String needs(Extent image) {
        return Text.format("an image of %dx%d (HEIGHTxWIDTH) needs", image.height(), image.width());
    }

    /** Windows with which the image would fit: half the image, a quarter, and so on. */
    private String windows(Extent image, long free) {
        if (size.isPresent()) {
            return "";
        }
        int height = Math.ceilDiv(image.height(), 2);
        int width = Math.ceilDiv(image.width(), 2);
        while (Math.min(height, width) >= SMALLEST_WINDOW) {
            Windows windows = new Windows(height, width, Windows.DEFAULT_OVERLAP);
            Protocol smaller = new Protocol(protocol.scales(), protocol.flip(), Optional.of(windows));
            if (memory.imageBytes(smaller, size, image) <= free && memory.heapBytes(smaller, size, image) <= heap) {
                return Text.format("; or run it in windows, such as --window %dx%d", height, width);
            }
            height = Math.ceilDiv(height, 2);
            width = Math.ceilDiv(width, 2);
        }
        return "";
    }

    private static String gigabytes(long bytes) {
        return Text.format("%.1f GB", bytes / GIGABYTE);
    }
}
