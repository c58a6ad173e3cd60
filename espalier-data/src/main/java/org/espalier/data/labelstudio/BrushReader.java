package org.espalier.data.labelstudio;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.espalier.data.DataSize;
import org.espalier.data.layout.LabelNames;
import org.espalier.data.layout.LabelReader;
import org.espalier.data.layout.SampleFiles;
import org.espalier.label.Mask;
import org.espalier.label.MaskFile;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * Puts the regions of an image together. A pixel is of a region if its value is not 0, as in Label Studio's own
 * conversions. Where regions overlap, the class that is later in {@code labels.txt} wins; regions without a class come
 * last.
 */
record BrushReader(LabelNames names) implements LabelReader {

    @Override
    public Mask read(SampleFiles sample, DataSize image) {
        byte[] classes = names.background(image.pixels());
        for (Region region : regions(sample)) {
            Mask painted = MaskFile.read(region.file());
            if (painted.height() != image.height() || painted.width() != image.width()) {
                throw new BadData(Text.format(
                        "%s is %s, but its label file %s is %dx%d (HEIGHTxWIDTH); they must have the same size",
                        sample.image(), image, region.file(), painted.height(), painted.width()));
            }
            for (int i = 0; i < classes.length; i++) {
                if (painted.classes()[i] != 0) {
                    classes[i] = (byte) region.number();
                }
            }
        }
        return new Mask(image.height(), image.width(), classes);
    }

    @Override
    public String key() {
        return "brushes " + String.join("\n", names.labels().names());
    }

    /** A file and the class number that it stands for. */
    private record Region(Path file, int number) {}

    private List<Region> regions(SampleFiles sample) {
        return sample.labels().stream()
                .map(file -> new Region(
                        file, names.number(BrushFile.parsed(file, names).label(), file)))
                .sorted(Comparator.comparingInt(Region::number))
                .toList();
    }
}
