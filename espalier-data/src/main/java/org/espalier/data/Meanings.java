package org.espalier.data;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.label.LabelSet;
import org.espalier.text.Text;

/** Class numbers by the value or colour that stands for them in label files. */
final class Meanings {

    private Meanings() {}

    /** @throws IllegalArgumentException if a value has two meanings */
    static Map<Integer, Integer> of(List<List<Integer>> classes, Collection<Integer> ignored) {
        Map<Integer, Integer> numbers = new TreeMap<>();
        for (int number = 0; number < classes.size(); number++) {
            for (int value : classes.get(number)) {
                put(numbers, value, number);
            }
        }
        ignored.forEach(value -> put(numbers, value, LabelSet.IGNORE));
        return numbers;
    }

    private static void put(Map<Integer, Integer> numbers, int value, int number) {
        if (numbers.put(value, number) != null) {
            throw new IllegalArgumentException(Text.format("value 0x%X of a mask has two meanings", value));
        }
    }
}
