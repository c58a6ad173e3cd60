package org.espalier.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.engine.input.Feed;
import org.espalier.engine.input.Inputs;
import org.espalier.graph.Extent;
import org.espalier.graph.GraphBuilder;
import org.espalier.image.PixelFormat;
import org.espalier.label.Batch;
import org.espalier.loss.Objective;
import org.espalier.text.Text;

/**
 * Inputs of a graph and labels of its objective, by name. The arrays are not copied and must not change while a step
 * reads them.
 */
public final class Feeds {

    private final Extent extent;
    private final Map<String, Feed> byName = new LinkedHashMap<>();

    private Feeds(Extent extent) {
        this.extent = extent;
    }

    /**
     * No inputs yet.
     * @param extent number and size of the images
     */
    public static Feeds of(Extent extent) {
        return new Feeds(extent);
    }

    /** The images of a batch as input {@code image}, its labels as {@code labels}. */
    public static Feeds of(Batch batch) {
        return of(new Extent(batch.count(), batch.height(), batch.width()))
                .image(GraphBuilder.IMAGE, batch.format(), batch.images())
                .labels(Objective.LABELS, batch.labels());
    }

    /** Images of red, green and blue without labels; see {@link #image(String, byte[])}. */
    public static Feeds ofImages(Extent extent, byte[] rgb) {
        return of(extent).image(GraphBuilder.IMAGE, rgb);
    }

    /** Images of any form without labels; see {@link #image(String, PixelFormat, byte[])}. */
    public static Feeds ofImages(Extent extent, PixelFormat format, byte[] values) {
        return of(extent).image(GraphBuilder.IMAGE, format, values);
    }

    /**
     * Adds images for an input of 3 channels at stride 1.
     * @param rgb bytes 0..255, [N, H, W, 3]
     */
    public Feeds image(String name, byte[] rgb) {
        return image(name, PixelFormat.RGB, rgb);
    }

    /**
     * Adds images for an input of as many channels at stride 1.
     * @param values as {@link org.espalier.image.Pixels} holds them, [N, H, W, channels]
     */
    public Feeds image(String name, PixelFormat format, byte[] values) {
        requireLength(name, values.length, format.bytesPerPixel() * pixels());
        byName.put(name, new Feed.Image(format, values));
        return this;
    }

    /**
     * Adds labels for a loss.
     * @param classes unsigned class numbers, [N, H, W]
     */
    public Feeds labels(String name, byte[] classes) {
        requireLength(name, classes.length, pixels());
        byName.put(name, new Feed.Labels(classes));
        return this;
    }

    /** Adds values for an input of any type, row-major, in the shape that the type has at this extent. */
    public Feeds numbers(String name, double... values) {
        byName.put(name, new Feed.Numbers(values));
        return this;
    }

    /** Adds single-precision values, as {@link #numbers} does. */
    public Feeds floats(String name, float... values) {
        byName.put(name, new Feed.Floats(values));
        return this;
    }

    /** Number and size of the images. */
    public Extent extent() {
        return extent;
    }

    /** The inputs so far. */
    Inputs inputs() {
        return new Inputs(extent, byName);
    }

    private long pixels() {
        return (long) extent.batch() * extent.height() * extent.width();
    }

    private void requireLength(String name, long got, long expected) {
        if (got != expected) {
            throw new IllegalArgumentException(
                    Text.format("%s: %d bytes for %s, expected %d", name, got, extent, expected));
        }
    }
}
