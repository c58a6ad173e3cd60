package org.espalier.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * Reads values from an image's raster, by its colour space and bands. {@link BufferedImage#getRGB} would convert grey
 * values and profiled colours to sRGB, and so change them silently.
 */
final class PixelReading {

    private final BufferedImage image;
    private final PixelFormat format;
    private final String name;
    private final ColorModel colors;
    private final Raster raster;
    private final int width;
    private final byte[] bytes;

    PixelReading(BufferedImage image, PixelFormat format, String name) {
        this.image = image;
        this.format = format;
        this.name = name;
        this.colors = image.getColorModel();
        this.raster = image.getRaster();
        this.width = image.getWidth();
        long length = (long) image.getHeight() * width * format.bytesPerPixel();
        if (length > Integer.MAX_VALUE - Long.BYTES) {
            throw new BadData(Text.format(
                    "%s: an image of %dx%d (HEIGHTxWIDTH) with %s holds %d bytes, allowed: %d; make it smaller",
                    name, image.getHeight(), width, format, length, Integer.MAX_VALUE - Long.BYTES));
        }
        this.bytes = new byte[(int) length];
    }

    /** Fills a row, {@code [width, channels]}. */
    private interface Rows {
        void read(int y, int[] values);
    }

    byte[] bytes() {
        if (!(colors instanceof ComponentColorModel)) {
            return filled(this::packed, Byte.SIZE);
        }
        int bits = bits();
        int bands = raster.getNumBands();
        int opaque = colors.hasAlpha() ? bands - 1 : bands;
        int channels = format.channels();
        int space = colors.getColorSpace().getType();
        if (channels == bands && channels != opaque) {
            return filled((y, values) -> row(y, values, bands), bits);
        }
        if (channels == opaque && (channels != 3 || space == ColorSpace.TYPE_RGB)) {
            return filled((y, values) -> row(y, values, bands), bits);
        }
        if (channels == 3 && opaque == 1 && space == ColorSpace.TYPE_GRAY) {
            return filled((y, values) -> repeated(y, values, bands), bits);
        }
        if (channels == 3 && opaque == 4 && space == ColorSpace.TYPE_CMYK) {
            return filled((y, values) -> inks(y, values, bits), bits);
        }
        if (channels == 1 && opaque == 3 && space == ColorSpace.TYPE_RGB) {
            return filled((y, values) -> equal(y, values, bands), bits);
        }
        throw refused(Text.format("%d %s of %d bits", bands, bands == 1 ? "band" : "bands", bits));
    }

    private int bits() {
        int type = raster.getDataBuffer().getDataType();
        int bits = raster.getSampleModel().getSampleSize(0);
        boolean whole = type == DataBuffer.TYPE_BYTE && bits == Byte.SIZE
                || type == DataBuffer.TYPE_USHORT && bits == Short.SIZE;
        if (!whole) {
            String kind = switch (type) {
                case DataBuffer.TYPE_SHORT -> "signed numbers";
                case DataBuffer.TYPE_FLOAT, DataBuffer.TYPE_DOUBLE -> "floating-point numbers";
                default -> "numbers";
            };
            throw refused(Text.format("%s of %d bits", kind, bits));
        }
        return bits;
    }

    private BadData refused(String got) {
        return new BadData(Text.format(
                "%s: the image has %s, but %s are read here, of whole numbers from 0 on; convert the image, or set"
                        + " channels and bits of the data set",
                name, got, format));
    }

    private byte[] filled(Rows rows, int bits) {
        int[] values = new int[width * format.channels()];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            rows.read(y, values);
            for (int value : values) {
                if (format.bits() == Byte.SIZE) {
                    bytes[at++] = (byte) (bits == Byte.SIZE ? value : value >> Byte.SIZE);
                } else {
                    bytes[at++] = (byte) value;
                    bytes[at++] = (byte) (bits == Byte.SIZE ? value : value >> Byte.SIZE);
                }
            }
        }
        return bytes;
    }

    /** The first channels of a row of bands; without the factor of transparency, if that is left out. */
    private void row(int y, int[] values, int bands) {
        int channels = format.channels();
        int[] stored = stored(y, bands == channels ? values : new int[width * bands]);
        if (bands == channels) {
            return;
        }
        for (int x = 0; x < width; x++) {
            for (int c = 0; c < channels; c++) {
                values[x * channels + c] = unmultiplied(stored[x * bands + c], stored[x * bands + bands - 1]);
            }
        }
    }

    private void repeated(int y, int[] values, int bands) {
        int[] stored = stored(y, new int[width * bands]);
        for (int x = 0; x < width; x++) {
            int value = bands == 1 ? stored[x] : unmultiplied(stored[x * bands], stored[x * bands + 1]);
            values[3 * x] = value;
            values[3 * x + 1] = value;
            values[3 * x + 2] = value;
        }
    }

    private void equal(int y, int[] values, int bands) {
        int[] stored = stored(y, new int[width * bands]);
        for (int x = 0; x < width; x++) {
            values[x] = gray(stored[x * bands], stored[x * bands + 1], stored[x * bands + 2]);
        }
    }

    private void inks(int y, int[] values, int bits) {
        int[] stored = stored(y, new int[width * raster.getNumBands()]);
        int bands = raster.getNumBands();
        int most = (1 << bits) - 1;
        for (int x = 0; x < width; x++) {
            for (int c = 0; c < 3; c++) {
                values[3 * x + c] = Cmyk.light(most - stored[x * bands + c], most - stored[x * bands + 3], most);
            }
        }
    }

    /** Palettes and packed pixels: their colours are sRGB as they stand. */
    private void packed(int y, int[] values) {
        int[] row = image.getRGB(0, y, width, 1, new int[width], 0, width);
        int channels = format.channels();
        if (channels != 1 && channels != 3 && !(channels == 4 && colors.hasAlpha())) {
            throw refused(colors.hasAlpha() ? "4 channels of 8 bits" : "3 channels of 8 bits");
        }
        for (int x = 0; x < width; x++) {
            int pixel = row[x];
            if (channels == 1) {
                values[x] = gray(pixel >> 16 & 0xFF, pixel >> 8 & 0xFF, pixel & 0xFF);
                continue;
            }
            values[channels * x] = pixel >> 16 & 0xFF;
            values[channels * x + 1] = pixel >> 8 & 0xFF;
            values[channels * x + 2] = pixel & 0xFF;
            if (channels == 4) {
                values[channels * x + 3] = pixel >>> 24;
            }
        }
    }

    private int gray(int red, int green, int blue) {
        if (red != green || green != blue) {
            throw refused("3 channels with colours that are not grey");
        }
        return red;
    }

    private int unmultiplied(int value, int alpha) {
        if (!colors.isAlphaPremultiplied() || alpha == 0) {
            return value;
        }
        int most = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
        return Math.min((int) (((long) value * most + alpha / 2) / alpha), most);
    }

    private int[] stored(int y, int[] row) {
        return raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
    }
}
