package org.espalier.data.labelme;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.espalier.label.Mask;
import org.espalier.problem.BadData;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;

/** A small mask within a JSON file: a PNG in Base64. */
final class StampFile {

    private StampFile() {}

    /** @throws BadData if it is absent or no picture of one band */
    static Mask decode(@Nullable String text, Path file) {
        try {
            @Nullable
            BufferedImage image = text == null
                    ? null
                    : ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(text)));
            if (image != null && image.getRaster().getNumBands() == 1) {
                return mask(image.getRaster());
            }
        } catch (IOException | IllegalArgumentException e) {
            throw refusal(file, e);
        }
        throw refusal(file, new IOException("no picture of one band"));
    }

    private static Mask mask(Raster raster) {
        int[] samples = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
        byte[] classes = new byte[samples.length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = (byte) (samples[i] == 0 ? 0 : 1);
        }
        return new Mask(raster.getHeight(), raster.getWidth(), classes);
    }

    private static BadData refusal(Path file, Exception cause) {
        return new BadData(
                Text.format("%s: a shape of type mask needs a PNG in Base64: %s", file, cause.getMessage()), cause);
    }
}
