package org.espalier.search;

import java.util.Arrays;
import java.util.List;
import org.espalier.data.DataSize;
import org.espalier.data.Fingerprint;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.label.LabelSet;
import org.espalier.random.Seed;

/**
 * Images of independent grey pixels. The label of a pixel is whether the four corners of the 7 x 7 window around it are
 * bright on average: pixels nearer than three carry no information about it. Pixels whose window leaves the image have
 * no label.
 *
 * @param size number of images
 * @param seed of all of them
 * @param signal whether images have their own labels, or those of another, independent image
 */
record PlantedImages(int size, Seed seed, boolean signal) implements Split {

    private static final DataSize PIXELS = new DataSize(20, 24);
    private static final int REACH = 3;
    private static final int GREYS = 256;

    @Override
    public String name() {
        return "train";
    }

    @Override
    public LabelSet labels() {
        return LabelSet.ofNames(List.of("dark", "bright"));
    }

    @Override
    public Sample sample(int index) {
        byte[] grey = grey(seed.derive("image").derive(index));
        byte[] labelled = signal ? grey : grey(seed.derive("other").derive(index));
        byte[] rgb = new byte[3 * grey.length];
        for (int at = 0; at < rgb.length; at++) {
            rgb[at] = grey[at / 3];
        }
        return new Sample("image-" + index, PIXELS, rgb, labels(labelled));
    }

    private static byte[] grey(Seed seed) {
        byte[] grey = new byte[PIXELS.pixels()];
        seed.generator().nextBytes(grey);
        return grey;
    }

    private static byte[] labels(byte[] grey) {
        byte[] labels = new byte[grey.length];
        Arrays.fill(labels, (byte) LabelSet.IGNORE);
        for (int y = REACH; y < PIXELS.height() - REACH; y++) {
            for (int x = REACH; x < PIXELS.width() - REACH; x++) {
                int corners = at(grey, y - REACH, x - REACH)
                        + at(grey, y - REACH, x + REACH)
                        + at(grey, y + REACH, x - REACH)
                        + at(grey, y + REACH, x + REACH);
                labels[y * PIXELS.width() + x] = (byte) (corners >= 4 * GREYS / 2 ? 1 : 0);
            }
        }
        return labels;
    }

    private static int at(byte[] grey, int y, int x) {
        return Byte.toUnsignedInt(grey[y * PIXELS.width() + x]);
    }

    @Override
    public String fingerprint() {
        return new Fingerprint()
                .add(size)
                .add(seed.value())
                .add(signal ? "signal" : "none")
                .hex();
    }
}
