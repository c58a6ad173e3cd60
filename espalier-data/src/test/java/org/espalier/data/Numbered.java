package org.espalier.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.espalier.label.LabelSet;

/** A split for tests: every byte of image and labels of sample {@code i} is {@code i}; counts its reads. */
public final class Numbered implements Split {

    private final int count;
    private final DataSize imageSize;
    private final String fingerprint;
    private final AtomicInteger asked = new AtomicInteger();

    public Numbered(int count, DataSize imageSize) {
        this(count, imageSize, "1");
    }

    public Numbered(int count, DataSize imageSize, String version) {
        this.count = count;
        this.imageSize = imageSize;
        this.fingerprint = new Fingerprint().add(version).hex();
    }

    /** How often {@link #sample} was called. */
    public int asked() {
        return asked.get();
    }

    @Override
    public String name() {
        return "train";
    }

    @Override
    public LabelSet labels() {
        return LabelSet.ofNames(List.of("a", "b", "c"));
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public Sample sample(int index) {
        Objects.checkIndex(index, count);
        asked.incrementAndGet();
        byte[] rgb = new byte[3 * imageSize.pixels()];
        Arrays.fill(rgb, (byte) index);
        byte[] labels = new byte[imageSize.pixels()];
        Arrays.fill(labels, (byte) index);
        return new Sample("sample-" + index, imageSize, rgb, labels);
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }
}
