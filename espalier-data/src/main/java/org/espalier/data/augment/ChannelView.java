package org.espalier.data.augment;

import org.espalier.image.PixelFormat;

/**
 * The image of a view with any number of channels of 8 or 16 bits: as {@link View#image} does for red, green and blue,
 * then brightness and contrast about the mean of each channel.
 */
record ChannelView(View view, PixelFormat format) {

    private static final int ONE = 256;

    /** Writes the image of the view as number {@code slot}. */
    void image(byte[] source, byte[] target, int slot, ColorShift shift) {
        int begin = slot * view.size().pixels();
        for (int channel = 0; channel < format.channels(); channel++) {
            double mean = sampled(source, target, begin, channel);
            finish(target, begin, channel, mean, shift);
        }
    }

    /** Writes the part that shows the sample; returns its mean. */
    private double sampled(byte[] source, byte[] target, int begin, int channel) {
        View.Line rows = view.rows();
        View.Line columns = view.columns();
        double sum = 0;
        for (int y = rows.firstInside(); y < rows.endInside(); y++) {
            int above = rows.low()[y] * view.sample().width();
            int below = rows.high()[y] * view.sample().width();
            int down = rows.weight()[y];
            for (int x = columns.firstInside(); x < columns.endInside(); x++) {
                int low = columns.low()[x];
                int high = columns.high()[x];
                int across = columns.weight()[x];
                long top = (long) value(source, above + low, channel) * (ONE - across)
                        + (long) value(source, above + high, channel) * across;
                long bottom = (long) value(source, below + low, channel) * (ONE - across)
                        + (long) value(source, below + high, channel) * across;
                int value = (int) ((top * (ONE - down) + bottom * down + ONE * ONE / 2) >> 16);
                sum += value;
                put(target, begin + y * view.size().width() + x, channel, value);
            }
        }
        long visible = (long) (rows.endInside() - rows.firstInside()) * (columns.endInside() - columns.firstInside());
        return sum / Math.max(1, visible);
    }

    /** Fills what lies outside the sample with the mean, then shifts all values. */
    private void finish(byte[] target, int begin, int channel, double mean, ColorShift shift) {
        for (int y = 0; y < view.size().height(); y++) {
            boolean outside = view.rows().nearest()[y] < 0;
            for (int x = 0; x < view.size().width(); x++) {
                int pixel = begin + y * view.size().width() + x;
                double value = outside || view.columns().nearest()[x] < 0 ? mean : value(target, pixel, channel);
                double shifted = shift.brightness() * (mean + shift.contrast() * (value - mean));
                put(target, pixel, channel, Math.clamp(Math.round(shifted), 0, format.largest()));
            }
        }
    }

    private int value(byte[] values, int pixel, int channel) {
        int index = pixel * format.channels() + channel;
        return format.bits() == Byte.SIZE
                ? values[index] & 0xFF
                : values[2 * index] & 0xFF | (values[2 * index + 1] & 0xFF) << Byte.SIZE;
    }

    private void put(byte[] values, int pixel, int channel, int value) {
        int index = pixel * format.channels() + channel;
        if (format.bits() == Byte.SIZE) {
            values[index] = (byte) value;
        } else {
            values[2 * index] = (byte) value;
            values[2 * index + 1] = (byte) (value >> Byte.SIZE);
        }
    }
}
