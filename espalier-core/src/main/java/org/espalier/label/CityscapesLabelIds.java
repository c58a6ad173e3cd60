package org.espalier.label;

import java.util.List;
import org.espalier.text.Text;

/**
 * Cityscapes' label ids, which its evaluation and its server read, for the 19 train ids, which networks are trained on.
 */
public final class CityscapesLabelIds {

    /** The label id of each train id, as labels.py of the Cityscapes scripts has them. */
    public static final List<Integer> OF_TRAIN_ID =
            List.of(7, 8, 11, 12, 13, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 31, 32, 33);

    /** The largest label id. */
    public static final int LARGEST = 33;

    private CityscapesLabelIds() {}

    /**
     * A mask of label ids.
     *
     * @param mask of train ids; {@link LabelSet#IGNORE} becomes 0, unlabeled
     * @throws IllegalArgumentException if a class number is neither
     */
    public static Mask of(Mask mask) {
        byte[] ids = new byte[mask.classes().length];
        for (int pixel = 0; pixel < ids.length; pixel++) {
            int trainId = mask.classes()[pixel] & 0xFF;
            if (trainId >= OF_TRAIN_ID.size() && trainId != LabelSet.IGNORE) {
                throw new IllegalArgumentException(Text.format(
                        "train id: got %d, allowed: 0..%d and %d", trainId, OF_TRAIN_ID.size() - 1, LabelSet.IGNORE));
            }
            ids[pixel] = (byte) (trainId == LabelSet.IGNORE ? 0 : OF_TRAIN_ID.get(trainId));
        }
        return new Mask(mask.height(), mask.width(), ids);
    }
}
