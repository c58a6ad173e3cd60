package org.espalier.data.cityscapes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.data.LabelCoding;

/**
 * The label ids 0..33 of Cityscapes and the train ids that 19 of them have; all others, and 255 (the licence plate's
 * -1), mean no class.
 */
final class CityscapesIds {

    private static final List<Integer> TRAINED =
            List.of(7, 8, 11, 12, 13, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 31, 32, 33);
    private static final int LAST = 33;
    private static final int LICENCE_PLATE = 255;

    private CityscapesIds() {}

    static LabelCoding coding() {
        List<Integer> ignored = new ArrayList<>(IntStream.rangeClosed(0, LAST)
                .boxed()
                .filter(id -> !TRAINED.contains(id))
                .toList());
        ignored.add(LICENCE_PLATE);
        return LabelCoding.values(TRAINED.stream().map(List::of).toList(), ignored);
    }
}
