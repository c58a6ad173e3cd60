package org.espalier.graph;

import org.espalier.text.Text;

/**
 * The concrete size of a graph's input images; with it, every {@link Type} becomes a shape.
 *
 * @param batch number of images N, at least 1
 * @param height pixels H at stride 1, at least 1
 * @param width pixels W at stride 1, at least 1
 */
public record Extent(int batch, int height, int width) {

    public Extent {
        if (batch < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    Text.format("extent %dx%dx%d: batch, height and width must be at least 1", batch, height, width));
        }
    }

    /** One image of the given size. */
    public static Extent of(int height, int width) {
        return new Extent(1, height, width);
    }

    /** Rows at a stride: ceil(H / stride). */
    public int heightAt(int stride) {
        return Math.ceilDiv(height, stride);
    }

    /** Columns at a stride: ceil(W / stride). */
    public int widthAt(int stride) {
        return Math.ceilDiv(width, stride);
    }
}
