package org.espalier.data;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.espalier.image.PixelFormat;
import org.espalier.label.LabelSet;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.random.Shuffle;
import org.espalier.text.Text;

/** Some samples of another split, in their own order. */
final class Subset implements Split {

    private final Split whole;
    private final String name;
    private final int[] members;

    private Subset(Split whole, String name, int[] members) {
        this.whole = whole;
        this.name = name;
        this.members = members;
    }

    static Subset half(Split whole, Seed seed, int half) {
        if (half != 0 && half != 1) {
            throw new IllegalArgumentException(Text.format("half: got %d, allowed 0 and 1", half));
        }
        int size = whole.size();
        if (size < 2) {
            throw new BadUsage(Text.format("split '%s' has %d sample; two halves need at least 2", whole.name(), size));
        }
        int[] order = Shuffle.order(size, seed.derive("halves"));
        int middle = Math.ceilDiv(size, 2);
        int[] members = half == 0 ? Arrays.copyOf(order, middle) : Arrays.copyOfRange(order, middle, size);
        Arrays.sort(members);
        return new Subset(whole, whole.name() + (half == 0 ? "A" : "B"), members);
    }

    static Subset part(Split whole, String name, int from, int to) {
        Objects.checkFromToIndex(from, to, whole.size());
        if (from == to) {
            throw new IllegalArgumentException(Text.format("part '%s' of split '%s' is empty", name, whole.name()));
        }
        return new Subset(whole, name, IntStream.range(from, to).toArray());
    }

    @Override
    public String name() {
        return name;
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
        return members.length;
    }

    @Override
    public Sample sample(int index) {
        return whole.sample(members[index]);
    }

    @Override
    public ClassPresence presence() {
        return whole.presence().among(members);
    }

    @Override
    public String fingerprint() {
        return new Fingerprint()
                .add(whole.fingerprint())
                .add(Arrays.toString(members))
                .hex();
    }
}
