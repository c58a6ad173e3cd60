package org.espalier.data.check;

import java.util.stream.IntStream;
import org.espalier.data.Split;
import org.espalier.label.LabelSet;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/** Checks that a split has anything to learn from or to score. */
public final class LabelledPixels {

    private LabelledPixels() {}

    /**
     * Reads samples until one has a pixel with a class.
     *
     * @throws BadData if none has
     */
    public static void require(Split split) {
        boolean found = IntStream.range(0, split.size())
                .anyMatch(index -> hasClass(split.sample(index).labels()));
        if (!found) {
            throw new BadData(Text.format(
                    "%s: no pixel of the %d samples has a class: the labels say \"no class\" everywhere; see which"
                            + " values they hold with espalier data check",
                    split.name(), split.size()));
        }
    }

    private static boolean hasClass(byte[] labels) {
        for (byte label : labels) {
            if (Byte.toUnsignedInt(label) != LabelSet.IGNORE) {
                return true;
            }
        }
        return false;
    }
}
