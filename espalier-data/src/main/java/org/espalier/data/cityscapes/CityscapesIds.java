package org.espalier.data.cityscapes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.data.LabelCoding;
import org.espalier.label.CityscapesLabelIds;

/**
 * The label ids 0..33 of Cityscapes and the train ids that 19 of them have; all others, and 255 (the licence plate's
 * -1), mean no class.
 */
final class CityscapesIds {

    private static final int LICENCE_PLATE = 255;

    private CityscapesIds() {}

    static LabelCoding coding() {
        List<Integer> ignored = new ArrayList<>(IntStream.rangeClosed(0, CityscapesLabelIds.LARGEST)
                .boxed()
                .filter(id -> !CityscapesLabelIds.OF_TRAIN_ID.contains(id))
                .toList());
        ignored.add(LICENCE_PLATE);
        return LabelCoding.values(
                CityscapesLabelIds.OF_TRAIN_ID.stream().map(List::of).toList(), ignored);
    }
}
