package org.espalier.label;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadData;
import org.jspecify.annotations.Nullable;

/** Decodes pictures, with clear errors for files that are not pictures. */
final class PictureFile {

    private PictureFile() {}

    /**
     * @param allowed the kinds of picture that the error message names
     * @throws BadData if the file is missing, is not a picture or is broken
     */
    static BufferedImage decode(Path file, String allowed) {
        if (!Files.isRegularFile(file)) {
            throw new BadData("%s: no such picture file".formatted(file));
        }
        @Nullable BufferedImage image;
        try {
            image = ImageIO.read(file.toFile());
        } catch (IOException e) {
            throw new BadData("%s: cannot be read as a picture: %s".formatted(file, FileProblem.of(e)), e);
        } catch (RuntimeException e) {
            throw new BadData("%s: the picture is broken: %s".formatted(file, e), e);
        }
        if (image == null) {
            throw new BadData("%s: not a picture that can be read; allowed is %s".formatted(file, allowed));
        }
        return image;
    }
}
