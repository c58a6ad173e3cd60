package org.espalier.data;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.espalier.image.PictureFile;
import org.espalier.image.PixelFormat;
import org.espalier.image.Pixels;
import org.espalier.label.Mask;
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
        Pixels image = Pixels.of(PictureFile.readExact(file), PixelFormat.RGB, file.toString());
        byte[] rgb = image.bytes();
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
        return new Mask(image.height(), image.width(), classes);
    }

    @Override
    public String key() {
        return "colors " + new TreeMap<>(classOf);
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
