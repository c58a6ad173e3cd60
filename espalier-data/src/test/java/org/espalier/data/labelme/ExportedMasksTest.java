package org.espalier.data.labelme;

import java.nio.file.Path;
import java.util.List;
import org.espalier.data.layout.LayoutContract;
import org.espalier.data.layout.Pictures;

/** The folders and files are those of labelme's own example of semantic segmentation. */
class ExportedMasksTest extends LayoutContract {

    @Override
    protected String spec(Path data) {
        return "labelme:" + data;
    }

    @Override
    protected void write(Path data) {
        Pictures.text(data.resolve("class_names.txt"), "_background_\naeroplane\ntv/monitor");
        Pictures.photo(data.resolve("JPEGImages/2011_000003.jpg"), 0x405060);
        Pictures.photo(data.resolve("JPEGImages/2011_000006.jpg"), 0x405060);
        Pictures.palette(data.resolve("SegmentationClassPNG/2011_000003.png"), 0, 1, 2, 255, 1, 0);
        Pictures.palette(data.resolve("SegmentationClassPNG/2011_000006.png"), 0, 0, 0, 0, 0, 2);
        Pictures.text(data.resolve("SegmentationClass/2011_000003.npy"), "an array of numpy");
        Pictures.photo(data.resolve("SegmentationClassVisualization/2011_000003.jpg"), 0x405060);
        Pictures.text(data.resolve("train.txt"), "2011_000003.jpg\n");
        Pictures.text(data.resolve("val.txt"), "2011_000006\n");
    }

    @Override
    protected List<Expected> expected() {
        return List.of(
                new Expected("train", "2011_000003", 0, 1, 2, NONE, 1, 0),
                new Expected("val", "2011_000006", 0, 0, 0, 0, 0, 2));
    }

    @Override
    protected Path image(Path data) {
        return data.resolve("JPEGImages/2011_000003.jpg");
    }

    @Override
    protected Path label(Path data) {
        return data.resolve("SegmentationClassPNG/2011_000003.png");
    }

    @Override
    protected void writeAnotherSize(Path label) {
        Pictures.palette(label, 0, 0, 0, 0);
    }

    @Override
    protected String writeUnknown(Path label) {
        Pictures.palette(label, 0, 0, 0, 0, 0, 3);
        return "value 3 in 1 pixels; allowed values are 0..2 and 255";
    }
}
