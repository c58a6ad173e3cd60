package org.espalier.data.folder;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.espalier.data.layout.FileTree;
import org.espalier.image.PictureFile;
import org.espalier.image.PixelFormat;
import org.espalier.image.Pixels;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * What the masks of a folder hold.
 *
 * @param kind of the masks
 * @param masks number of masks
 * @param pixels number of pixels of all masks
 * @param found each value, or colour {@code 0xRRGGBB}, that occurs
 */
public record MaskSurvey(Kind kind, int masks, long pixels, SortedMap<Integer, Found> found) {

    private static final int MOST_VALUES = 256;

    /** How masks are stored. */
    public enum Kind {
        /** One band; the values are those of the file. */
        GRAY("grey values"),
        /** One band with a palette; the values are indices of the palette. */
        PALETTE("indices of a palette"),
        /** Red, green and blue. */
        COLOR("colours");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * A value or colour that occurs.
     *
     * @param pixels how often
     * @param masks in how many masks
     * @param color its colour for people: that of the palette or its own; a grey value has none, -1
     */
    public record Found(long pixels, int masks, int color) {

        Found plus(Found other) {
            return new Found(pixels + other.pixels, masks + other.masks, color);
        }
    }

    /**
     * Reads all masks of a folder of own images.
     *
     * @throws BadData if images, masks or a mask in masks are missing, a mask cannot be read, masks are stored in
     *     different ways, or there are more than 256 colours
     */
    public static MaskSurvey of(Path folder) {
        OwnFolder.requireFolders(folder);
        FileTree masks = FileTree.ofPictures(folder.resolve(OwnFolder.MASKS));
        if (masks.files().isEmpty()) {
            throw new BadData(Text.format("%s: no mask in the folder", masks.root()));
        }
        Path first = masks.files().firstEntry().getValue();
        Kind kind = kind(PictureFile.readExact(first), first);
        SortedMap<Integer, Found> found = new TreeMap<>();
        long pixels = 0;
        for (Path mask : masks.files().values()) {
            BufferedImage image = PictureFile.readExact(mask);
            Kind its = kind(image, mask);
            if (its != kind) {
                throw new BadData(Text.format(
                        "%s holds %s, but %s holds %s; all masks must be stored in one way", first, kind, mask, its));
            }
            pixels += (long) image.getHeight() * image.getWidth();
            count(image, kind, mask).forEach((value, one) -> found.merge(value, one, Found::plus));
            if (found.size() > MOST_VALUES) {
                throw new BadData(Text.format(
                        "%s: with this mask there are more than %d colours, so it is a photograph, or was smoothed or"
                                + " saved as JPEG; masks need one colour for each class",
                        mask, MOST_VALUES));
            }
        }
        return new MaskSurvey(kind, masks.files().size(), pixels, found);
    }

    /** A value as {@code dataset.yaml} writes it. */
    public String written(int value) {
        return kind == Kind.COLOR ? Text.format("\"#%06X\"", value) : String.valueOf(value);
    }

    private static Kind kind(BufferedImage image, Path file) {
        int bands = image.getRaster().getNumBands();
        int bits = image.getSampleModel().getSampleSize(0);
        if (bits > 8 || bands == 2) {
            throw new BadData(Text.format(
                    "%s: got %d bands of %d bits; a mask has one band or three, of at most 8 bits", file, bands, bits));
        }
        if (bands > 2) {
            return Kind.COLOR;
        }
        return image.getColorModel() instanceof IndexColorModel ? Kind.PALETTE : Kind.GRAY;
    }

    private static Map<Integer, Found> count(BufferedImage image, Kind kind, Path file) {
        Map<Integer, Found> found = new TreeMap<>();
        if (kind == Kind.COLOR) {
            byte[] rgb = Pixels.of(image, PixelFormat.RGB, file.toString()).bytes();
            Map<Integer, Long> counts = new TreeMap<>();
            for (int at = 0; at < rgb.length; at += 3) {
                counts.merge((rgb[at] & 0xFF) << 16 | (rgb[at + 1] & 0xFF) << 8 | rgb[at + 2] & 0xFF, 1L, Long::sum);
            }
            counts.forEach((color, pixels) -> found.put(color, new Found(pixels, 1, color)));
            return found;
        }
        long[] counts = new long[MOST_VALUES];
        int[] row = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRaster().getSamples(0, y, row.length, 1, 0, row);
            IntStream.of(row).forEach(value -> counts[value]++);
        }
        for (int value = 0; value < counts.length; value++) {
            if (counts[value] > 0) {
                found.put(value, new Found(counts[value], 1, color(image, value)));
            }
        }
        return found;
    }

    private static int color(BufferedImage image, int value) {
        return image.getColorModel() instanceof IndexColorModel palette && value < palette.getMapSize()
                ? palette.getRGB(value) & 0xFFFFFF
                : -1;
    }
}
