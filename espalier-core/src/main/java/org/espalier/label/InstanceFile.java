package org.espalier.label;

import java.awt.image.Raster;
import java.nio.file.Path;
import org.espalier.image.PictureFile;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/** Instance ids as PNG files with one band of at most 16 bits, as Cityscapes has them. */
public final class InstanceFile {

    private static final int MOST_BITS = 16;

    private InstanceFile() {}

    /**
     * Reads the values of the file, unchanged.
     *
     * @throws BadData if the file is missing or not a picture, or has more than one band or more than 16 bits
     */
    public static InstanceMap read(Path file) {
        Raster raster = PictureFile.readExact(file).getRaster();
        int bits = raster.getSampleModel().getSampleSize(0);
        if (raster.getNumBands() != 1 || bits > MOST_BITS) {
            throw new BadData(Text.format(
                    "%s: got %d bands of %d bits, but instance ids have 1 band of at most %d bits; take the data set's"
                            + " own instanceIds files",
                    file, raster.getNumBands(), bits, MOST_BITS));
        }
        int[] ids = raster.getSamples(
                raster.getMinX(),
                raster.getMinY(),
                raster.getWidth(),
                raster.getHeight(),
                0,
                new int[raster.getWidth() * raster.getHeight()]);
        return new InstanceMap(raster.getHeight(), raster.getWidth(), ids);
    }
}
