package org.espalier.label;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.espalier.file.FileProblem;
import org.espalier.image.PictureFile;
import org.espalier.problem.BadData;
import org.espalier.problem.Failure;
import org.espalier.text.Text;

/**
 * Masks as files with one band of class numbers: grey values, or palette indices. PNG is usual.
 *
 * <p>Class numbers are read from the raster. {@link BufferedImage#getRGB} would convert grey values to sRGB and palette
 * indices to colours, and so change the class numbers silently.
 */
public final class MaskFile {

    private MaskFile() {}

    /**
     * Reads grey values or palette indices as class numbers, unchanged.
     *
     * @throws BadData if the file is missing or not a picture, is compressed with loss, or has more than one band
     *     or more than 8 bits
     */
    public static Mask read(Path file) {
        Raster raster = PictureFile.readExact(file).getRaster();
        if (raster.getNumBands() != 1 || raster.getSampleModel().getSampleSize(0) > 8) {
            throw new BadData(Text.format(
                    "%s: got %d bands of %d bits, but a mask has 1 band of at most 8 bits, grey values or palette"
                            + " indices; write class numbers, not colours",
                    file, raster.getNumBands(), raster.getSampleModel().getSampleSize(0)));
        }
        int height = raster.getHeight();
        int width = raster.getWidth();
        byte[] classes = new byte[height * width];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
            for (int x = 0; x < width; x++) {
                classes[y * width + x] = (byte) row[x];
            }
        }
        return new Mask(height, width, classes);
    }

    /**
     * Writes the class numbers as grey values: exact, but almost black for a viewer.
     *
     * @throws Failure if the file cannot be written
     */
    public static void writeGray(Mask mask, Path file) {
        write(fill(new BufferedImage(mask.width(), mask.height(), BufferedImage.TYPE_BYTE_GRAY), mask), file);
    }

    private static BufferedImage fill(BufferedImage image, Mask mask) {
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        System.arraycopy(mask.classes(), 0, pixels, 0, pixels.length);
        return image;
    }

    private static void write(BufferedImage image, Path file) {
        try {
            if (!ImageIO.write(image, "png", file.toFile())) {
                throw new Failure(Text.format("%s: this Java installation writes no PNG", file));
            }
        } catch (IOException e) {
            throw new Failure(Text.format("%s: cannot be written: %s", file, FileProblem.of(e)), e);
        }
    }
}
