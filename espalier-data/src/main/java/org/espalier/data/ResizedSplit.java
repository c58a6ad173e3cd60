package org.espalier.data;

import java.util.List;
import org.espalier.image.PixelFormat;
import org.espalier.label.LabelSet;

/** A split with every sample resized to one size. */
record ResizedSplit(Split whole, DataSize target) implements Split {

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public LabelSet labels() {
        return whole.labels();
    }

    @Override
    public PixelFormat format() {
        return whole.format();
    }

    @Override
    public int size() {
        return whole.size();
    }

    @Override
    public Sample sample(int index) {
        return whole.sample(index).resized(target);
    }

    @Override
    public Split resized(DataSize size) {
        return size.equals(target) ? this : new ResizedSplit(this, size);
    }

    @Override
    public String fingerprint() {
        return new Fingerprint()
                .add(whole.fingerprint())
                .add("resized")
                .add(target.toString())
                .hex();
    }

    @Override
    public List<String> unmatched() {
        return whole.unmatched();
    }

    @Override
    public List<String> leftOut() {
        return whole.leftOut();
    }
}
