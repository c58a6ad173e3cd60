package org.espalier.data.folder;

import java.nio.file.Path;
import org.espalier.data.ColorCoding;
import org.espalier.data.DataSize;
import org.espalier.data.LabelCoding;
import org.espalier.data.ValueCoding;
import org.espalier.data.layout.LabelReader;
import org.espalier.data.layout.OneMask;
import org.espalier.data.layout.SampleFiles;
import org.espalier.image.PictureFile;
import org.espalier.label.Mask;
import org.espalier.problem.BadData;
import org.espalier.text.ShellCommand;
import org.espalier.text.Text;

/** Masks whose meaning is in {@code dataset.yaml}; says so when the two do not fit. */
record OwnMasks(LabelCoding coding, Path folder) implements LabelReader {

    @Override
    public Mask read(SampleFiles sample, DataSize image) {
        try {
            return new OneMask(coding).read(sample, image);
        } catch (BadData e) {
            Path mask = sample.labels().getFirst();
            throw switch (coding) {
                case ValueCoding values
                when bands(mask) > 2 ->
                    new BadData(
                            Text.format(
                                    "%s: the mask is in colours, but the classes in %s have none; write them with:"
                                            + " %s",
                                    mask,
                                    folder.resolve(DatasetFile.NAME),
                                    ShellCommand.of("espalier", "data", "init", "--force", folder.toString())),
                            e);
                case ValueCoding values -> e;
                case ColorCoding colors -> e;
            };
        }
    }

    @Override
    public String key() {
        return coding.key();
    }

    private static int bands(Path mask) {
        try {
            return PictureFile.read(mask).getRaster().getNumBands();
        } catch (BadData e) {
            return 0; // the first reading has said what is wrong
        }
    }
}
