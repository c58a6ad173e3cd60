package org.espalier.data;

import java.util.Set;
import org.espalier.label.LabelSet;
import org.espalier.problem.BadData;

/** A split for tests of which some samples cannot be read. */
public record Damaged(Split whole, Set<Integer> bad) implements Split {

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public LabelSet labels() {
        return whole.labels();
    }

    @Override
    public int size() {
        return whole.size();
    }

    @Override
    public Sample sample(int index) {
        if (bad.contains(index)) {
            throw new BadData("image-" + index + ".png: the picture is broken");
        }
        return whole.sample(index);
    }

    @Override
    public String fingerprint() {
        return whole.fingerprint();
    }
}
