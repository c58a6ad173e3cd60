package org.espalier.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.espalier.file.FileNameEncoding;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * Reads pictures: PNG, JPEG, TIFF, BMP and GIF, by their content, whatever the file is called; of several images in one
 * file, the first. JPEG and TIFF files are turned upright as their EXIF orientation says. Files that are cut off or
 * damaged are refused, and so are those that announce more than {@value #MOST_PIXELS} pixels, before any is decoded.
 */
public final class PictureFile {

    /** The most pixels of a picture: 16384 x 16384. */
    public static final int MOST_PIXELS = 1 << 28;

    private PictureFile() {}

    /**
     * Decodes a picture. Its values are those of the file: an embedded colour profile changes nothing.
     *
     * @throws BadData if the file is missing, is not a picture, is damaged or too large, or has values other than whole
     *     numbers from 0 on of at most 16 bits
     */
    public static BufferedImage read(Path file) {
        return decoded(file, false);
    }

    /**
     * Decodes a picture whose values must be exact, such as class numbers.
     *
     * @throws BadData also if it is compressed with loss, as JPEG is
     */
    public static BufferedImage readExact(Path file) {
        return decoded(file, true);
    }

    /**
     * Decodes a picture into pixels of a form; see {@link Pixels#of}.
     *
     * @throws BadData also if the picture has another form
     */
    public static Pixels pixels(Path file, PixelFormat format) {
        return Pixels.of(read(file), format, file.toString());
    }

    private static BufferedImage decoded(Path file, boolean exact) {
        FileNameEncoding.require(file);
        if (!Files.isRegularFile(file)) {
            throw new BadData(Text.format("%s: no such picture file", file));
        }
        try {
            if (Files.size(file) == 0) {
                throw new BadData(Text.format("%s: the file is empty; get it again from its source", file));
            }
            if (!Files.isReadable(file)) {
                throw new BadData(Text.format("%s: cannot be read as a picture: permission denied", file));
            }
            try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
                return new PictureDecoder(file, in).decode(exact);
            }
        } catch (IOException e) {
            throw damaged(file, FileProblem.of(e), e);
        } catch (BadData e) {
            throw e;
        } catch (RuntimeException e) {
            throw damaged(file, e.toString(), e);
        }
    }

    private static BadData damaged(Path file, String reason, Exception cause) {
        return new BadData(
                Text.format("%s: the picture is damaged or cut off: %s; get it again from its source", file, reason),
                cause);
    }
}
