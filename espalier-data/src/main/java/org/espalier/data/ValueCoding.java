package org.espalier.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.label.LabelSet;
import org.espalier.label.Mask;
import org.espalier.label.MaskFile;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/** Label files of one band: grey values or palette indices, each with a class number of its own. */
public final class ValueCoding implements LabelCoding {

    static final int UNKNOWN = -1;

    private final int[] classOf;
    private final String allowed;

    ValueCoding(int[] classOf) {
        this.classOf = classOf;
        String ignored = ranges(classOf, true);
        this.allowed = ranges(classOf, false) + (ignored.isEmpty() ? "" : " and " + ignored + " (no class)");
    }

    @Override
    public Mask read(Path file) {
        return decode(MaskFile.read(file), file);
    }

    @Override
    public String key() {
        return "values " + Arrays.toString(classOf);
    }

    /**
     * The mask with class numbers.
     *
     * @param file name for the error message
     * @throws BadData if a value has no meaning; the message gives the values and their counts
     */
    public Mask decode(Mask stored, Path file) {
        long[] counts = stored.histogram();
        int[] unknown = IntStream.range(0, counts.length)
                .filter(value -> counts[value] > 0 && classOf[value] == UNKNOWN)
                .toArray();
        if (unknown.length > 0) {
            throw new BadData(
                    Text.format(
                            "%s: a label file with %s; allowed values are %s", file, listed(unknown, counts), allowed),
                    UnknownLabels.of(file, unknown, counts));
        }
        byte[] classes = new byte[stored.classes().length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = (byte) classOf[stored.classes()[i] & 0xFF];
        }
        return new Mask(stored.height(), stored.width(), classes);
    }

    private static String listed(int[] values, long[] counts) {
        String first = Arrays.stream(values)
                .limit(5)
                .mapToObj(value -> Text.format("value %d in %d pixels", value, counts[value]))
                .collect(Collectors.joining(", "));
        return values.length > 5 ? first + Text.format(" and %d more values", values.length - 5) : first;
    }

    /** The values that mean a class, or no class, such as {@code 0..10, 12}. */
    private static String ranges(int[] classOf, boolean ignored) {
        List<String> ranges = new ArrayList<>();
        for (int from = 0; from < classOf.length; from++) {
            if (!means(classOf[from], ignored)) {
                continue;
            }
            int to = from;
            while (to + 1 < classOf.length && means(classOf[to + 1], ignored)) {
                to++;
            }
            ranges.add(from == to ? String.valueOf(from) : from + ".." + to);
            from = to;
        }
        return String.join(", ", ranges);
    }

    private static boolean means(int number, boolean ignored) {
        return ignored ? number == LabelSet.IGNORE : number != LabelSet.IGNORE && number != UNKNOWN;
    }
}
