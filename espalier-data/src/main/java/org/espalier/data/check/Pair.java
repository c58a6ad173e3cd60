package org.espalier.data.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two samples with the same image, or nearly the same.
 *
 * @param first id of a sample of the first split
 * @param second id of a sample of the second split
 * @param distance bits in which their {@linkplain DifferenceHash difference hashes} differ, of 256; 0 if they are equal
 */
public record Pair(String first, String second, int distance) {

    /** For each image of the second list that is also in the first: that pair. */
    static List<Pair> equal(List<ImagePrint> first, List<ImagePrint> second) {
        Map<String, String> ids = new HashMap<>();
        first.forEach(image -> ids.putIfAbsent(image.pixels(), image.id()));
        return second.stream()
                .flatMap(image ->
                        Optional.ofNullable(ids.get(image.pixels())).map(id -> new Pair(id, image.id(), 0)).stream())
                .toList();
    }

    /** For each image that is in one list more than once: the first with each later one. */
    static List<Pair> repeated(List<ImagePrint> images) {
        Map<String, String> ids = new LinkedHashMap<>();
        List<Pair> pairs = new ArrayList<>();
        for (ImagePrint image : images) {
            String earlier = ids.putIfAbsent(image.pixels(), image.id());
            if (earlier != null) {
                pairs.add(new Pair(earlier, image.id(), 0));
            }
        }
        return pairs;
    }

    /** For each image of the second list that is like one of the first, but equal to none: the pair most alike. */
    static List<Pair> near(List<ImagePrint> first, List<ImagePrint> second) {
        Map<String, String> ids = new HashMap<>();
        first.forEach(image -> ids.putIfAbsent(image.pixels(), image.id()));
        List<ImagePrint> candidates =
                first.stream().filter(image -> image.look().isComparable()).toList();
        List<Pair> pairs = new ArrayList<>();
        for (ImagePrint image : second) {
            if (image.look().isComparable() && !ids.containsKey(image.pixels())) {
                Pair best = mostAlike(candidates, image);
                if (best.distance <= DifferenceHash.NEAR) {
                    pairs.add(best);
                }
            }
        }
        return pairs;
    }

    /** The pair with the least distance; ties go to the first. */
    private static Pair mostAlike(List<ImagePrint> candidates, ImagePrint image) {
        Pair best = new Pair("", image.id(), Integer.MAX_VALUE);
        for (ImagePrint other : candidates) {
            int distance = other.look().distance(image.look());
            if (distance < best.distance) {
                best = new Pair(other.id(), image.id(), distance);
            }
        }
        return best;
    }
}
