package org.espalier.label;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadData;
import org.espalier.text.Text;
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
            throw new BadData(Text.format("%s: no such picture file", file));
        }
        @Nullable BufferedImage image;
        try {
            image = ImageIO.read(file.toFile());
        } catch (IOException e) {
            throw new BadData(Text.format("%s: cannot be read as a picture: %s", file, FileProblem.of(e)), e);
        } catch (RuntimeException e) {
            throw new BadData(Text.format("%s: the picture is broken: %s", file, e), e);
        }
        if (image == null) {
            throw new BadData(Text.format("%s: not a picture that can be read; allowed is %s", file, allowed));
        }
        return image;
    }
}
