package org.espalier.protocol;

import java.util.Optional;
import org.espalier.cost.Cost;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.pass.ForImages;
import org.espalier.space.Supernet;

/**
 * Predicts the peak memory of a process that segments images, one after the other, in libtorch or ONNX Runtime.
 *
 * @param weightBytes of all weights
 * @param activationBytesPerPixel peak memory of node results, for each pixel of a run, {@link Cost#activationBytes}
 * @param classes channels of the logits
 * @param channels of the images, of 8 bits; those of 16 bits need a little more
 */
public record InferenceMemory(long weightBytes, long activationBytesPerPixel, int classes, int channels) {

    private static final long REFERENCE_SIDE = 1024;
    private static final long FLOAT = Float.BYTES;

    /** A virtual machine with the libraries of a runtime, before the first image. */
    private static final long PROCESS_BYTES = 400L << 20;

    /** Weights as they were read and as the runtime arranges them. */
    private static final long WEIGHT_COPIES = 2;

    /** What runtimes take for the node results, as a multiple of the results themselves; measured up to 1.6. */
    private static final double ALLOCATION = 1.75;

    /** Arrays of the image before are still there; {@link MemoryCheck} collects more than that. */
    private static final long HEAP_COPIES = 2;

    /** @throws IllegalArgumentException if a number is negative or there is no class or channel */
    public InferenceMemory {
        if (weightBytes < 0 || activationBytesPerPixel < 0 || classes < 1 || channels < 1) {
            throw new IllegalArgumentException("no memory of a network: " + weightBytes + " bytes of weights, "
                    + activationBytesPerPixel + " bytes of activations per pixel, " + classes + " classes, "
                    + channels + " channels");
        }
    }

    /**
     * The memory of a network.
     *
     * @param graph in the form that runs; output {@code logits}
     */
    public static InferenceMemory of(Graph graph) {
        Cost cost = Cost.of(graph, Extent.of((int) REFERENCE_SIDE, (int) REFERENCE_SIDE));
        return new InferenceMemory(
                FLOAT * cost.parameters(),
                Math.ceilDiv(cost.activationBytes(), REFERENCE_SIDE * REFERENCE_SIDE),
                graph.outputType(Supernet.LOGITS).channels(),
                ForImages.channels(graph));
    }

    /**
     * Peak memory of the process.
     *
     * @param size the size of the images that the model accepts; empty if any
     * @param image size of the largest image
     */
    public long peakBytes(Protocol protocol, Optional<Extent> size, Extent image) {
        return PROCESS_BYTES + WEIGHT_COPIES * weightBytes + imageBytes(protocol, size, image);
    }

    /** The part of it that segmenting an image adds: a process that is ready to has the rest. */
    public long imageBytes(Protocol protocol, Optional<Extent> size, Extent image) {
        long activations = activationBytesPerPixel * runPixels(protocol, size, image);
        return (long) (ALLOCATION * activations)
                + HEAP_COPIES * heapBytes(protocol, size, image)
                + garbageBytes(protocol, size, image);
    }

    /** What all runs of an image but the last leave on the Java heap, which grows before it is collected. */
    private long garbageBytes(Protocol protocol, Optional<Extent> size, Extent image) {
        double viewPixels = protocol.views(image).stream()
                .mapToLong(view -> size.map(InferenceMemory::pixels).orElse(pixels(view)))
                .sum();
        double overlapping = protocol.windows()
                .map(one -> 1 / ((1 - one.overlap()) * (1 - one.overlap())))
                .orElse(1.0);
        double runs = viewPixels * overlapping * (protocol.flip() ? 2 : 1);
        double earlier = Math.max(0, runs - runPixels(protocol, size, image));
        return (long) (earlier * (channels + FLOAT * channels + FLOAT * classes));
    }

    /** What must fit on the Java heap at once: images, logits and their means. */
    public long heapBytes(Protocol protocol, Optional<Extent> size, Extent image) {
        long run = runPixels(protocol, size, image);
        long view = viewPixels(protocol, image);
        long pixels = pixels(image);
        long images = 2L * channels * (pixels + view) + 2L * channels * FLOAT * run;
        long logits = FLOAT * classes * run;
        long windowMean = protocol.windows().isPresent() && run < view ? FLOAT * (classes + 1) * view : 0;
        long probabilities = protocol.scales().size() > 1 || protocol.flip() ? FLOAT * classes * pixels : 0;
        return images + logits + windowMean + probabilities + pixels;
    }

    /** Pixels of the largest run of the network. */
    private static long runPixels(Protocol protocol, Optional<Extent> size, Extent image) {
        if (size.isPresent()) {
            return pixels(size.get());
        }
        long view = viewPixels(protocol, image);
        return protocol.windows()
                .map(one -> Math.min(view, (long) one.height() * one.width()))
                .orElse(view);
    }

    private static long viewPixels(Protocol protocol, Extent image) {
        return protocol.views(image).stream()
                .mapToLong(InferenceMemory::pixels)
                .max()
                .orElseThrow();
    }

    private static long pixels(Extent image) {
        return (long) image.height() * image.width();
    }
}
