package org.espalier.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.espalier.problem.BadData;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;

/** Decodes one picture file with the readers of ImageIO. */
final class PictureDecoder {

    private static final int INKS = 4;

    private final Path file;
    private final ImageInputStream in;
    private final List<String> warnings = new ArrayList<>();

    PictureDecoder(Path file, ImageInputStream in) {
        this.file = file;
        this.in = in;
    }

    BufferedImage decode(boolean exact) throws IOException {
        List<ImageReader> readers = new ArrayList<>();
        ImageIO.getImageReaders(in).forEachRemaining(readers::add);
        if (readers.isEmpty()) {
            throw new BadData(
                    Text.format("%s: not a picture that can be read; allowed are PNG, JPEG, TIFF, BMP and GIF", file));
        }
        try {
            String kind = readers.getFirst().getFormatName().toLowerCase(Locale.ROOT);
            BufferedImage image = switch (kind) {
                case "jpeg" -> jpeg(readers.getFirst(), exact);
                case "tif", "tiff" -> tiff(readers, exact);
                default -> opened(readers.getFirst()).read(0);
            };
            requireWhole();
            return image;
        } finally {
            readers.forEach(ImageReader::dispose);
        }
    }

    private BufferedImage jpeg(ImageReader reader, boolean exact) throws IOException {
        requireExact(exact, true);
        JpegHeader header = JpegHeader.read(in);
        opened(reader);
        @Nullable ImageTypeSpecifier stored = reader.getRawImageType(0);
        BufferedImage image = stored != null && stored.getNumBands() == INKS
                ? Cmyk.colors(reader.readRaster(0, null), header.transformed())
                : reader.read(0, unprofiled(reader, stored));
        return header.orientation().apply(image);
    }

    /** Parameters that keep a profiled image's values as they are; without a profile, the usual ones. */
    private static ImageReadParam unprofiled(ImageReader reader, @Nullable ImageTypeSpecifier stored) {
        ImageReadParam param = reader.getDefaultReadParam();
        if (stored != null) {
            ColorSpace space = stored.getColorModel().getColorSpace();
            if (space.getType() == ColorSpace.TYPE_RGB && !space.isCS_sRGB()) {
                param.setDestinationType(stored);
            }
        }
        return param;
    }

    private BufferedImage tiff(List<ImageReader> readers, boolean exact) throws IOException {
        TiffHeader header = TiffHeader.read(in);
        header.requireWholeNumbers(file.toString());
        requireExact(exact, header.isLossy());
        // Of some files TwelveMonkeys reads the first channels only, and it forgets that colours are multiplied.
        int bands = 0;
        for (ImageReader reader : header.premultiplied() ? readers.reversed() : readers) {
            BufferedImage image = opened(reader).read(0);
            bands = image.getRaster().getNumBands();
            if (bands == header.samples()) {
                return header.orientation().apply(image);
            }
        }
        throw new BadData(Text.format(
                "%s: %d of its %d channels can be read; store it without compression, or in another form",
                file, bands, header.samples()));
    }

    private ImageReader opened(ImageReader reader) throws IOException {
        in.seek(0);
        reader.setInput(in);
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > PictureFile.MOST_PIXELS) {
            throw new BadData(Text.format(
                    "%s: its header announces %dx%d (HEIGHTxWIDTH), %d pixels, allowed: %d; make it smaller or cut it"
                            + " into parts",
                    file, reader.getHeight(0), reader.getWidth(0), pixels, PictureFile.MOST_PIXELS));
        }
        return reader;
    }

    private void requireExact(boolean exact, boolean lossy) {
        if (exact && lossy) {
            throw new BadData(Text.format(
                    "%s: it is compressed with loss, as JPEG is, which changes class numbers; allowed: PNG and other"
                            + " forms without loss; get the labels from their source",
                    file));
        }
    }

    /** Decoders fill what is missing with grey, and only warn. */
    private void requireWhole() {
        Iterator<String> serious =
                warnings.stream().filter(warning -> !isHarmless(warning)).iterator();
        if (serious.hasNext()) {
            throw new BadData(Text.format(
                    "%s: the picture is damaged or cut off: %s; get it again from its source", file, serious.next()));
        }
    }

    /** About a colour profile, which changes nothing here, or about bytes after the last pixel. */
    private static boolean isHarmless(String warning) {
        return warning.contains("ICC")
                || warning.contains("color profile")
                || warning.contains("extraneous bytes before marker 0xd9");
    }
}
