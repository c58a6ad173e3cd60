package org.espalier.data.camvid;

import java.nio.file.Path;
import java.util.List;
import org.espalier.data.layout.LayoutContract;
import org.espalier.data.layout.Pictures;

class SegNetCamVidTest extends LayoutContract {

    @Override
    protected String spec(Path data) {
        return "camvid:" + data;
    }

    @Override
    protected void write(Path data) {
        Pictures.photo(data.resolve("train/0001TP_006690.png"), 0x405060);
        Pictures.gray(data.resolve("trainannot/0001TP_006690.png"), 0, 10, 11, 1, 2, 3);
        Pictures.photo(data.resolve("val/0016E5_07959.png"), 0x405060);
        Pictures.gray(data.resolve("valannot/0016E5_07959.png"), 4, 4, 4, 4, 4, 4);
        Pictures.text(
                data.resolve("train.txt"),
                "/SegNet/CamVid/train/0001TP_006690.png /SegNet/CamVid/trainannot/0001TP_006690.png\n");
        Pictures.text(
                data.resolve("val.txt"),
                "\uFEFF# images and labels\r\n\r\nval/0016E5_07959.png\tvalannot/0016E5_07959.png\r\n");
    }

    @Override
    protected List<Expected> expected() {
        return List.of(
                new Expected("train", "0001TP_006690", 0, 10, NONE, 1, 2, 3),
                new Expected("val", "0016E5_07959", 4, 4, 4, 4, 4, 4));
    }

    @Override
    protected Path image(Path data) {
        return data.resolve("train/0001TP_006690.png");
    }

    @Override
    protected Path label(Path data) {
        return data.resolve("trainannot/0001TP_006690.png");
    }

    @Override
    protected void writeAnotherSize(Path label) {
        Pictures.gray(label, 0, 0, 0, 0);
    }

    @Override
    protected String writeUnknown(Path label) {
        Pictures.gray(label, 0, 0, 0, 0, 12, 0);
        return "value 12 in 1 pixels; allowed values are 0..10 and 11 (no class)";
    }
}
