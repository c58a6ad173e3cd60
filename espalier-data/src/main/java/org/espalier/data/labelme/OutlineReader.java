package org.espalier.data.labelme;

import java.nio.file.Path;
import org.espalier.data.DataSize;
import org.espalier.data.layout.LabelNames;
import org.espalier.data.layout.LabelReader;
import org.espalier.data.layout.SampleFiles;
import org.espalier.label.Mask;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/** Draws the shapes of a JSON file, in their order: a later shape covers an earlier one. */
record OutlineReader(LabelNames names) implements LabelReader {

    @Override
    public Mask read(SampleFiles sample, DataSize image) {
        Path file = sample.labels().getFirst();
        Outlines outlines = Outlines.read(file);
        if (outlines.imageHeight() != image.height() || outlines.imageWidth() != image.width()) {
            throw new BadData(Text.format(
                    "%s is %s, but its label file %s is for %dx%d (HEIGHTxWIDTH); they must have the same size",
                    sample.image(), image, file, outlines.imageHeight(), outlines.imageWidth()));
        }
        Canvas canvas = new Canvas(image, names.background(image.pixels()));
        for (Outlines.Shape shape : outlines.shapes()) {
            shape.draw(canvas, names.number(shape.label(), file), file);
        }
        return canvas.mask();
    }

    @Override
    public String key() {
        return "outlines " + String.join("\n", names.labels().names());
    }
}
