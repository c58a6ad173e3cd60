package org.espalier.label;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.espalier.text.Text;

/**
 * The classes of a data set and of the models trained on it. The number of a class is its index in the list;
 * {@link #IGNORE} marks pixels that count neither in a loss nor in a metric.
 *
 * @param classes at least 1, at most 255, with different names
 */
public record LabelSet(List<LabelClass> classes) {

    /** The class number of a pixel without a class: left out of every loss and every metric. */
    public static final int IGNORE = 255;

    /**
     * @throws IllegalArgumentException if there are no or more than 255 classes, or two of one name
     */
    public LabelSet {
        classes = List.copyOf(classes);
        if (classes.isEmpty() || classes.size() > IGNORE) {
            throw new IllegalArgumentException(
                    Text.format("a label set holds 1..%d classes, got %d", IGNORE, classes.size()));
        }
        Set<String> names = new HashSet<>();
        for (LabelClass labelClass : classes) {
            if (!names.add(labelClass.name())) {
                throw new IllegalArgumentException(
                        Text.format("a label set names each class once, got '%s' twice", labelClass.name()));
            }
        }
    }

    /** A label set of these classes, numbered from 0 in this order. */
    public static LabelSet of(LabelClass... classes) {
        return new LabelSet(List.of(classes));
    }

    /** A label set of these names, coloured with the {@linkplain ColorMap#voc VOC colour map}. */
    public static LabelSet ofNames(List<String> names) {
        return new LabelSet(IntStream.range(0, names.size())
                .mapToObj(i -> new LabelClass(names.get(i), ColorMap.voc(i + 1)))
                .toList());
    }

    /** The number of classes; {@link #IGNORE} is not one of them. */
    public int size() {
        return classes.size();
    }

    /**
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public String name(int index) {
        return classes.get(index).name();
    }

    /** The names in the order of the class numbers. */
    public List<String> names() {
        return classes.stream().map(LabelClass::name).toList();
    }

    /** The colour {@code 0xRRGGBB} of a class number; black for {@link #IGNORE} and every number without a class. */
    public int rgb(int index) {
        return index >= 0 && index < size() ? classes.get(index).rgb() : 0;
    }
}
