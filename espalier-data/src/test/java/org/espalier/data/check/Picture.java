package org.espalier.data.check;

import java.util.List;
import org.espalier.data.DataSize;
import org.espalier.data.Fingerprint;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.label.LabelSet;
import org.espalier.random.Seed;

/** Samples and splits for tests of checks. */
final class Picture {

    static final LabelSet LABELS = LabelSet.ofNames(List.of("a", "b", "c"));

    private Picture() {}

    /** A sample of random grey tiles, 8x8 of them: different numbers give different pictures. */
    static Sample tiles(String id, int number, DataSize size, int brighter, int... labels) {
        byte[] tiles = new byte[64];
        new Seed(number).generator().nextBytes(tiles);
        byte[] rgb = new byte[3 * size.pixels()];
        byte[] mask = new byte[size.pixels()];
        for (int i = 0; i < size.pixels(); i++) {
            int row = i / size.width() * 8 / size.height();
            int column = i % size.width() * 8 / size.width();
            int value = (tiles[8 * row + column] & 0x7F) + brighter;
            for (int c = 0; c < 3; c++) {
                rgb[3 * i + c] = (byte) value;
            }
            mask[i] = (byte) labels[i % labels.length];
        }
        return new Sample(id, size, rgb, mask);
    }

    /** A split of these samples. */
    static Split split(String name, Sample... samples) {
        return new Listed(name, List.of(samples), List.of());
    }

    record Listed(String name, List<Sample> samples, List<String> unmatched) implements Split {

        @Override
        public LabelSet labels() {
            return LABELS;
        }

        @Override
        public int size() {
            return samples.size();
        }

        @Override
        public Sample sample(int index) {
            return samples.get(index);
        }

        @Override
        public String fingerprint() {
            return new Fingerprint().add(name).hex();
        }
    }
}
