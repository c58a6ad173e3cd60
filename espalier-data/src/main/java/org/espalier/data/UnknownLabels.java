package org.espalier.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The values of a label file that mean nothing: the cause of the error about that file. */
public final class UnknownLabels extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final TreeMap<Integer, Long> pixels;

    private UnknownLabels(String file, SortedMap<Integer, Long> pixels) {
        super(file + ": values without a class: " + pixels);
        this.file = file;
        this.pixels = new TreeMap<>(pixels);
    }

    /**
     * @param values the unknown ones
     * @param counts pixels of every value
     */
    static UnknownLabels of(Path file, int[] values, long[] counts) {
        TreeMap<Integer, Long> pixels = new TreeMap<>();
        Arrays.stream(values).forEach(value -> pixels.put(value, counts[value]));
        return new UnknownLabels(file.toString(), pixels);
    }

    /** The label file. */
    public String file() {
        return file;
    }

    /** The number of pixels of each unknown value. */
    public SortedMap<Integer, Long> pixels() {
        return Collections.unmodifiableSortedMap(pixels);
    }
}
