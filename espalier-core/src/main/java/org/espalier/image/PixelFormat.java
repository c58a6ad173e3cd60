package org.espalier.image;

import org.espalier.text.Text;

/**
 * What a pixel is: how many values it has, and how many bits each of them.
 *
 * @param channels values per pixel, 1 to {@value #MOST_CHANNELS}
 * @param bits of a value, 8 or 16; values are whole numbers from 0 on
 */
public record PixelFormat(int channels, int bits) {

    /** Red, green and blue of 8 bits. */
    public static final PixelFormat RGB = new PixelFormat(3, 8);

    /** A pixel has no more channels than this. */
    public static final int MOST_CHANNELS = 256;

    /**
     * @throws IllegalArgumentException if a number is not allowed
     */
    public PixelFormat {
        if (channels < 1 || channels > MOST_CHANNELS) {
            throw new IllegalArgumentException(
                    Text.format("channels: got %d, allowed: 1 to %d", channels, MOST_CHANNELS));
        }
        if (bits != 8 && bits != 16) {
            throw new IllegalArgumentException(Text.format("bits: got %d, allowed: 8 or 16", bits));
        }
    }

    /** The largest value, 255 or 65535. */
    public int largest() {
        return (1 << bits) - 1;
    }

    /** Bytes of a value, 1 or 2. */
    public int bytesPerValue() {
        return bits / Byte.SIZE;
    }

    /** Bytes of a pixel. */
    public int bytesPerPixel() {
        return channels * bytesPerValue();
    }

    /** As in messages, for example {@code 1 channel of 16 bits}. */
    @Override
    public String toString() {
        return Text.format("%d %s of %d bits", channels, channels == 1 ? "channel" : "channels", bits);
    }
}
