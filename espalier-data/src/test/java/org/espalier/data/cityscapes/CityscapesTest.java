package org.espalier.data.cityscapes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.espalier.data.layout.LayoutContract;
import org.espalier.data.layout.Pictures;
import org.junit.jupiter.api.Test;

class CityscapesTest extends LayoutContract {

    @Override
    protected String spec(Path data) {
        return "cityscapes:" + data;
    }

    @Override
    protected void write(Path data) {
        add(data, "train", "aachen", "000019", "gtFine", 7, 8, 33, 0, 4, 26);
        add(data, "train", "zurich", "000019", "gtFine", 11, 11, 11, 11, 29, 255);
        add(data, "val", "frankfurt", "000001", "gtFine", 24, 25, 27, 28, 31, 32);
    }

    @Override
    protected List<Expected> expected() {
        return List.of(
                new Expected("train", "aachen_000000_000019", 0, 1, 18, NONE, NONE, 13),
                new Expected("train", "zurich_000000_000019", 2, 2, 2, 2, NONE, NONE),
                new Expected("val", "frankfurt_000000_000001", 11, 12, 14, 15, 16, 17));
    }

    @Override
    protected Path image(Path data) {
        return data.resolve("leftImg8bit/train/aachen/aachen_000000_000019_leftImg8bit.png");
    }

    @Override
    protected Path label(Path data) {
        return data.resolve("gtFine/train/aachen/aachen_000000_000019_gtFine_labelIds.png");
    }

    @Override
    protected void writeAnotherSize(Path label) {
        Pictures.gray(label, 7, 7, 7, 7);
    }

    @Override
    protected String writeUnknown(Path label) {
        Pictures.gray(label, 7, 7, 7, 7, 34, 34);
        return "value 34 in 2 pixels";
    }

    static void add(Path data, String split, String city, String frame, String truth, int... ids) {
        String base = city + "_000000_" + frame;
        Pictures.photo(
                data.resolve("leftImg8bit").resolve(split).resolve(city).resolve(base + "_leftImg8bit.png"), 0x102030);
        Path labels = data.resolve(truth).resolve(split).resolve(city);
        Pictures.gray(labels.resolve(base + "_" + truth + "_labelIds.png"), ids);
        Pictures.rgb(labels.resolve(base + "_" + truth + "_color.png"), new int[6]);
    }

    @Test
    void labelsAreThe19TrainIds() {
        assertThat(open().labels().names())
                .hasSize(19)
                .startsWith("road", "sidewalk")
                .endsWith("bicycle");
    }
}
