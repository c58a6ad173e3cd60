package org.espalier.data.layout;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.espalier.label.ColorMap;

/** Writes tiny pictures for tests, two rows high unless said otherwise; folders are created. */
public final class Pictures {

    private Pictures() {}

    /** A photograph of 2x3 in one colour. */
    public static void photo(Path file, int rgb) {
        rgb(file, rgb, rgb, rgb, rgb, rgb, rgb);
    }

    /** Grey values. */
    public static void gray(Path file, int... values) {
        BufferedImage image = new BufferedImage(values.length / 2, 2, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, image.getWidth(), 2, values);
        write(image, file);
    }

    /** Indices of the VOC palette. */
    public static void palette(Path file, int... values) {
        int[] colors = new int[256];
        for (int i = 0; i < colors.length; i++) {
            colors[i] = 0xFF000000 | ColorMap.voc(i);
        }
        IndexColorModel palette = new IndexColorModel(8, 256, colors, 0, false, -1, 0);
        BufferedImage image = new BufferedImage(values.length / 2, 2, BufferedImage.TYPE_BYTE_INDEXED, palette);
        image.getRaster().setPixels(0, 0, image.getWidth(), 2, values);
        write(image, file);
    }

    /** Colours {@code 0xRRGGBB}. */
    public static void rgb(Path file, int... colors) {
        BufferedImage image = new BufferedImage(colors.length / 2, 2, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < colors.length; i++) {
            image.setRGB(i % image.getWidth(), i / image.getWidth(), 0xFF000000 | colors[i]);
        }
        write(image, file);
    }

    /** A text file. */
    public static void text(Path file, String text) {
        try {
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(BufferedImage image, Path file) {
        try {
            Files.createDirectories(file.resolveSibling(""));
            String name = file.getFileName().toString();
            ImageIO.write(image, name.endsWith(".jpg") ? "jpg" : "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
