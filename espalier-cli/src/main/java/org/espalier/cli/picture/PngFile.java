package org.espalier.cli.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.espalier.file.AtomicFile;
import org.espalier.problem.Failure;

/** Writes pictures as PNG. */
public final class PngFile {

    private PngFile() {}

    /** @throws Failure if the file cannot be written */
    public static void write(BufferedImage picture, Path file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, "png", bytes)) {
                throw new Failure(file + ": this Java installation cannot write PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        AtomicFile.write(file, bytes.toByteArray());
    }
}
