package org.espalier.image;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.io.IOException;
import java.util.Set;
import javax.imageio.stream.ImageInputStream;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * What a TIFF file says about its first image before it is decoded.
 *
 * @param orientation of the stored image
 * @param samples values per pixel
 * @param bits of a value
 * @param sampleFormat 1 whole numbers from 0 on, 2 signed, 3 floating-point, 4 unknown
 * @param compression how values are stored
 * @param planar whether each channel is stored on its own
 * @param premultiplied whether colours are multiplied by the transparency
 */
record TiffHeader(
        Orientation orientation,
        int samples,
        int bits,
        int sampleFormat,
        int compression,
        boolean planar,
        boolean premultiplied) {

    private static final int SIGNED = 2;
    private static final int FLOATING = 3;
    private static final int PLANES = 2;
    private static final int ASSOCIATED_ALPHA = 1;
    /** JPEG in two forms, JPEG 2000 in four, JPEG XR, WebP, JPEG XL. */
    private static final Set<Integer> LOSSY =
            Set.of(6, 7, 33003, 33004, 33005, 34712, 34892, 34933, 34934, 50001, 50002, 52546);

    /** Reads the header; the stream stays where it was. */
    static TiffHeader read(ImageInputStream in) throws IOException {
        in.mark();
        try {
            Directory all = new TIFFReader().read(in);
            Directory first = all instanceof CompoundDirectory many ? many.getDirectory(0) : all;
            return new TiffHeader(
                    Orientation.of(number(first, TIFF.TAG_ORIENTATION, 1)),
                    number(first, TIFF.TAG_SAMPLES_PER_PIXEL, 1),
                    number(first, TIFF.TAG_BITS_PER_SAMPLE, 1),
                    number(first, TIFF.TAG_SAMPLE_FORMAT, 1),
                    number(first, TIFF.TAG_COMPRESSION, 1),
                    number(first, TIFF.TAG_PLANAR_CONFIGURATION, 1) == PLANES,
                    number(first, TIFF.TAG_EXTRA_SAMPLES, 0) == ASSOCIATED_ALPHA);
        } finally {
            in.reset();
        }
    }

    boolean isLossy() {
        return LOSSY.contains(compression);
    }

    /**
     * @throws BadData if the values are not whole numbers from 0 on of at most 16 bits
     */
    void requireWholeNumbers(String file) {
        if (sampleFormat == SIGNED || sampleFormat == FLOATING || bits > Short.SIZE) {
            String kind = switch (sampleFormat) {
                case SIGNED -> "signed numbers";
                case FLOATING -> "floating-point numbers";
                default -> "whole numbers";
            };
            throw new BadData(Text.format(
                    "%s: its values are %s of %d bits, allowed: whole numbers from 0 on of at most 16 bits; scale and"
                            + " convert them first",
                    file, kind, bits));
        }
    }

    /** The orientation in EXIF data; upright if it names none. */
    static Orientation orientation(ImageInputStream exif) throws IOException {
        return Orientation.of(number(new TIFFReader().read(exif), TIFF.TAG_ORIENTATION, 1));
    }

    /** The first number of a tag. */
    private static int number(Directory directory, int tag, int missing) {
        Entry entry = directory.getEntryById(tag);
        if (entry == null) {
            return missing;
        }
        return switch (entry.getValue()) {
            case Number one -> one.intValue();
            case short[] many when many.length > 0 -> many[0] & 0xFFFF;
            case int[] many when many.length > 0 -> many[0];
            case long[] many when many.length > 0 -> (int) many[0];
            case byte[] many when many.length > 0 -> many[0] & 0xFF;
            case null, default -> missing;
        };
    }
}
