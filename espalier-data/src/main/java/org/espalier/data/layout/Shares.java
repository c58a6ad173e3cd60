package org.espalier.data.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.espalier.problem.Allowed;
import org.espalier.problem.BadData;
import org.espalier.random.Seed;
import org.espalier.text.Text;

/**
 * The parts of the images that become val and test, chosen at random; all others are train. Images of one group are in
 * one split. Where an image goes depends on the seed and the name of its group, so new images move few old ones.
 *
 * @param val share of val, more than 0 and less than 1
 * @param test share of test, 0 for none
 * @param seed another seed chooses others
 */
public record Shares(double val, double test, long seed) {

    /** A fifth for val, no test. */
    public static final Shares STANDARD = new Shares(0.2, 0, 1);

    /**
     * @throws IllegalArgumentException if a share is out of range or nothing is left for train
     */
    public Shares {
        Allowed.that(val > 0 && val < 1, "val", val, "more than 0 and less than 1");
        Allowed.that(test >= 0 && val + test < 1, "test", test, "0 or more, and less than 1 together with val");
    }

    /**
     * Divides images into train, val and, if it has a share, test; each in the order of the images.
     *
     * @param group the name of the group of an image
     * @throws BadData if there are fewer groups than splits
     */
    public <T> SequencedMap<String, List<T>> divide(List<T> images, Function<T, String> group) {
        Map<String, List<T>> grouped = images.stream().collect(Collectors.groupingBy(group));
        Seed order = new Seed(seed).derive("split");
        List<String> waiting = new ArrayList<>(grouped.keySet());
        waiting.sort(
                Comparator.comparingLong((String name) -> order.derive(name).bits(0))
                        .thenComparing(Comparator.naturalOrder()));
        int splits = test > 0 ? 3 : 2;
        if (waiting.size() < splits) {
            throw new BadData(Text.format(
                    "%d images in %d groups cannot be divided into %d splits, because a group stays in one; add images"
                            + " or write lists train.txt and val.txt",
                    images.size(), waiting.size(), splits));
        }
        Set<T> ofVal = take(waiting, grouped, val * images.size(), splits - 1);
        Set<T> ofTest = test > 0 ? take(waiting, grouped, test * images.size(), 1) : Set.of();
        SequencedMap<String, List<T>> divided = new LinkedHashMap<>();
        divided.put("train", filtered(images, one -> !ofVal.contains(one) && !ofTest.contains(one)));
        divided.put("val", filtered(images, ofVal::contains));
        if (test > 0) {
            divided.put("test", filtered(images, ofTest::contains));
        }
        return divided;
    }

    /**
     * Takes the next groups as long as each brings the number of images closer to the target; at least one group, and
     * so many that enough are left for the other splits.
     */
    private static <T> Set<T> take(List<String> waiting, Map<String, List<T>> grouped, double target, int left) {
        Set<T> taken = new HashSet<>();
        for (String name : List.copyOf(waiting)) {
            List<T> group = grouped.getOrDefault(name, List.of());
            boolean closer = Math.abs(taken.size() + group.size() - target) < Math.abs(taken.size() - target);
            if ((closer || taken.isEmpty()) && waiting.size() > left) {
                taken.addAll(group);
                waiting.remove(name);
            }
        }
        return taken;
    }

    private static <T> List<T> filtered(List<T> images, Predicate<T> kept) {
        return images.stream().filter(kept).toList();
    }
}
