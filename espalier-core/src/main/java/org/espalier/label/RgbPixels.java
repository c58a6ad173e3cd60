package org.espalier.label;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.nio.file.Path;
import org.espalier.problem.BadData;

/** Photographs as bytes: red, green, blue of each pixel, 0..255, row by row, {@code [height, width, 3]}. */
public final class RgbPixels {

    private RgbPixels() {}

    /**
     * Decodes a photograph.
     *
     * @throws BadData if the file is missing, is not a picture or is broken
     */
    public static BufferedImage read(Path file) {
        return PictureFile.decode(file, "PNG, JPEG, BMP, GIF or TIFF");
    }

    /**
     * The bytes of an image. Grey values become red, green and blue unchanged; Java's own conversion would brighten
     * them. Transparency is dropped.
     */
    public static byte[] of(BufferedImage image) {
        int type = image.getType();
        return type == BufferedImage.TYPE_BYTE_GRAY || type == BufferedImage.TYPE_USHORT_GRAY
                ? gray(image.getRaster())
                : color(image);
    }

    private static byte[] color(BufferedImage image) {
        int width = image.getWidth();
        byte[] rgb = new byte[image.getHeight() * width * 3];
        int[] row = new int[width];
        for (int y = 0, at = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int pixel : row) {
                rgb[at++] = (byte) (pixel >> 16);
                rgb[at++] = (byte) (pixel >> 8);
                rgb[at++] = (byte) pixel;
            }
        }
        return rgb;
    }

    private static byte[] gray(Raster raster) {
        int shift = raster.getDataBuffer().getDataType() == DataBuffer.TYPE_USHORT ? 8 : 0;
        int width = raster.getWidth();
        byte[] rgb = new byte[raster.getHeight() * width * 3];
        int[] row = new int[width];
        for (int y = 0, at = 0; y < raster.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
            for (int value : row) {
                for (int c = 0; c < 3; c++) {
                    rgb[at++] = (byte) (value >> shift);
                }
            }
        }
        return rgb;
    }
}
