package org.espalier.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.label.LabelSet;
import org.espalier.label.Mask;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/** The mapping from the values of a data set's label files to class numbers. */
public final class LabelCoding {

    private static final int UNKNOWN = -1;

    private final int[] classOf;
    private final String allowed;

    private LabelCoding(int[] classOf, String allowed) {
        this.classOf = classOf;
        this.allowed = allowed;
    }

    /**
     * Values are class numbers; one further value means no class.
     *
     * @param classes values 0..classes-1 are class numbers
     * @param ignored the value that becomes {@link LabelSet#IGNORE}
     */
    public static LabelCoding direct(int classes, int ignored) {
        int[] classOf = new int[256];
        Arrays.setAll(classOf, value -> value < classes ? value : UNKNOWN);
        classOf[ignored] = LabelSet.IGNORE;
        return new LabelCoding(classOf, Text.format("0..%d and %d (no class)", classes - 1, ignored));
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
}
