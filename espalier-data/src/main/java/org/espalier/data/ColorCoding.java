package org.espalier.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.espalier.file.FileProblem;
import org.espalier.label.Mask;
import org.espalier.label.RgbPixels;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/** Label files in colours (also those of a palette), each with a class number of its own. */
public final class ColorCoding implements LabelCoding {

    private static final int NAMED_COLORS = 5;

    /** Class numbers by colour, {@code 0xRRGGBB}. */
    private final Map<Integer, Integer> classOf;

    ColorCoding(Map<Integer, Integer> classOf) {
        this.classOf = classOf;
    }

    @Override
    public Mask read(Path file) {
        requireLossless(file);
        BufferedImage image = RgbPixels.read(file);
        byte[] rgb = RgbPixels.of(image);
        byte[] classes = new byte[rgb.length / 3];
        Map<Integer, Long> unknown = new TreeMap<>();
        int last = -1;
        int number = 0;
        for (int i = 0, at = 0; i < classes.length; i++, at += 3) {
            int color = (rgb[at] & 0xFF) << 16 | (rgb[at + 1] & 0xFF) << 8 | rgb[at + 2] & 0xFF;
            if (color != last) {
                number = classOf.getOrDefault(color, ValueCoding.UNKNOWN);
                last = color;
            }
            if (number == ValueCoding.UNKNOWN) {
                unknown.merge(color, 1L, Long::sum);
            }
            classes[i] = (byte) number;
        }
        if (!unknown.isEmpty()) {
            throw refusal(file, unknown);
        }
        return new Mask(image.getHeight(), image.getWidth(), classes);
    }

    @Override
    public String key() {
        return "colors " + new TreeMap<>(classOf);
    }

    /** JPEG changes colours a little, so that pixels of one class would have many colours. */
    private static void requireLossless(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            if (in.read() == 0xFF && in.read() == 0xD8) {
                throw new BadData(Text.format(
                        "%s: a label file in JPEG, which changes colours; save it as PNG from the original", file));
            }
        } catch (IOException e) {
            throw new BadData(Text.format("%s: cannot be read: %s", file, FileProblem.of(e)), e);
        }
    }

    private BadData refusal(Path file, Map<Integer, Long> unknown) {
        String listed = unknown.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(NAMED_COLORS)
                .map(color -> Text.format("colour #%06X in %d pixels", color.getKey(), color.getValue()))
                .collect(Collectors.joining(", "));
        int more = unknown.size() - NAMED_COLORS;
        return new BadData(Text.format(
                "%s: a label file with %s%s; the data set has classes for %d other colours",
                file, listed, more > 0 ? Text.format(" and %d more colours", more) : "", classOf.size()));
    }
}
