package org.espalier.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.espalier.label.LabelSet;
import org.espalier.label.Mask;
import org.espalier.problem.BadData;

/** The mapping from the pixels of a data set's label files to class numbers. */
public sealed interface LabelCoding permits ValueCoding, ColorCoding {

    /**
     * Reads a label file as class numbers.
     *
     * @throws BadData if it is missing, is not a mask or has a pixel without meaning; the message gives the pixels'
     *     values and their counts
     */
    Mask read(Path file);

    /** All that decides which pixel becomes which class number: for fingerprints. */
    String key();

    /**
     * Values are class numbers; one further value means no class.
     *
     * @param classes values 0..classes-1 are class numbers
     * @param ignored the value that becomes {@link LabelSet#IGNORE}
     */
    static ValueCoding direct(int classes, int ignored) {
        int[] classOf = new int[256];
        Arrays.setAll(classOf, value -> value < classes ? value : ValueCoding.UNKNOWN);
        classOf[ignored] = LabelSet.IGNORE;
        return new ValueCoding(classOf);
    }

    /**
     * Each class has one or more values, 0..255.
     *
     * @param classes the values of each class, in the order of the class numbers
     * @param ignored the values that become {@link LabelSet#IGNORE}
     * @throws IllegalArgumentException if a value has two meanings
     */
    static ValueCoding values(List<List<Integer>> classes, Collection<Integer> ignored) {
        int[] classOf = new int[256];
        Arrays.fill(classOf, ValueCoding.UNKNOWN);
        Meanings.of(classes, ignored).forEach((value, number) -> classOf[value] = number);
        return new ValueCoding(classOf);
    }

    /**
     * Each class has one or more colours, {@code 0xRRGGBB}.
     *
     * @param classes the colours of each class, in the order of the class numbers
     * @param ignored the colours that become {@link LabelSet#IGNORE}
     * @throws IllegalArgumentException if a colour has two meanings
     */
    static ColorCoding colors(List<List<Integer>> classes, Collection<Integer> ignored) {
        return new ColorCoding(Map.copyOf(Meanings.of(classes, ignored)));
    }
}
