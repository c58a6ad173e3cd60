package org.espalier.cli.model;

import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.image.PixelFormat;
import org.espalier.label.LabelSet;

/**
 * Images of red, green and blue in another form, for models that take no others: channels repeat red, green and blue,
 * and values of 16 bits span the same range.
 *
 * @param colored of red, green and blue
 */
record SplitInForm(Split colored, PixelFormat format) implements Split {

    @Override
    public String name() {
        return colored.name();
    }

    @Override
    public LabelSet labels() {
        return colored.labels();
    }

    @Override
    public int size() {
        return colored.size();
    }

    @Override
    public Sample sample(int index) {
        Sample sample = colored.sample(index);
        int bytes = format.bytesPerValue();
        int colors = colored.format().channels();
        byte[] values = new byte[format.bytesPerPixel() * sample.size().pixels()];
        for (int i = 0; i < values.length; i++) {
            int pixel = i / format.bytesPerPixel();
            int channel = i % format.bytesPerPixel() / bytes;
            // The same byte twice is 257 times the value: 255 becomes 65535.
            values[i] = sample.pixelBytes()[colors * pixel + channel % colors];
        }
        return new Sample(sample.id(), sample.size(), format, values, sample.labels());
    }

    @Override
    public String fingerprint() {
        return colored.fingerprint() + " as " + format;
    }
}
