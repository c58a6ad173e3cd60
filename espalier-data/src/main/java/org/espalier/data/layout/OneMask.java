package org.espalier.data.layout;

import java.nio.file.Path;
import org.espalier.data.DataSize;
import org.espalier.data.LabelCoding;
import org.espalier.label.Mask;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * Labels in one picture of the size of the image.
 *
 * @param coding what its pixels mean
 */
public record OneMask(LabelCoding coding) implements LabelReader {

    @Override
    public Mask read(SampleFiles sample, DataSize image) {
        Path file = sample.labels().getFirst();
        Mask mask = coding.read(file);
        if (image.height() != mask.height() || image.width() != mask.width()) {
            throw new BadData(Text.format(
                    "%s is %s, but its label file %s is %dx%d (HEIGHTxWIDTH); they must have the same size",
                    sample.image(), image, file, mask.height(), mask.width()));
        }
        return mask;
    }

    @Override
    public String key() {
        return coding.key();
    }
}
