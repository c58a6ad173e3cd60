package org.espalier.cli.demo;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.espalier.cli.picture.ContactSheet;
import org.espalier.data.Sample;
import org.espalier.demo.Contender;
import org.espalier.demo.DemoResult;
import org.espalier.label.LabelSet;
import org.espalier.label.Mask;
import org.espalier.label.MaskPicture;

/** The page of pictures that the demo writes. */
final class DemoPage {

    private DemoPage() {}

    /** A row for each sample: the image, its labels and the prediction of each network, under their names. */
    static BufferedImage of(DemoResult result, LabelSet labels) {
        List<List<BufferedImage>> rows = new ArrayList<>();
        for (int i = 0; i < result.shown().size(); i++) {
            Sample sample = result.shown().get(i);
            List<BufferedImage> row = new ArrayList<>(List.of(sample.image(), overlay(sample, sample.mask(), labels)));
            for (Contender contender : result.contenders()) {
                row.add(overlay(sample, contender.masks().get(i), labels));
            }
            rows.add(row);
        }
        List<String> titles = new ArrayList<>(List.of("image", "labels"));
        result.contenders().forEach(contender -> titles.add(contender.name()));
        return ContactSheet.of(titles, rows);
    }

    private static BufferedImage overlay(Sample sample, Mask mask, LabelSet labels) {
        return MaskPicture.overlay(sample.image(), mask, labels, MaskPicture.DEFAULT_OPACITY);
    }
}
