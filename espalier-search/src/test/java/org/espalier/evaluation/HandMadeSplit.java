package org.espalier.evaluation;

import java.util.List;
import org.espalier.data.DataSize;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.label.LabelSet;
import org.espalier.label.Mask;

/** A split of black images with given labels. */
record HandMadeSplit(LabelSet labels, List<String> ids, List<Mask> masks) implements Split {

    @Override
    public String name() {
        return "val";
    }

    @Override
    public int size() {
        return masks.size();
    }

    @Override
    public Sample sample(int index) {
        Mask mask = masks.get(index);
        DataSize size = new DataSize(mask.height(), mask.width());
        return new Sample(ids.get(index), size, new byte[3 * size.pixels()], mask.classes());
    }

    @Override
    public String fingerprint() {
        return "hand-made";
    }
}
