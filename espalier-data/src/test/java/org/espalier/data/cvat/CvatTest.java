package org.espalier.data.cvat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.data.Dataset;
import org.espalier.data.cache.CacheFolder;
import org.espalier.data.layout.LayoutContract;
import org.espalier.data.layout.Pictures;
import org.espalier.data.spec.Datasets;
import org.espalier.problem.BadData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CvatTest extends LayoutContract {

    @TempDir
    Path other;

    @Override
    protected String spec(Path data) {
        return "cvat:" + data;
    }

    @Override
    protected void write(Path data) {
        Pictures.text(
                data.resolve("labelmap.txt"),
                "# label:color_rgb:parts:actions\nbackground:0,0,0::\ncar:250,50,83::\nroad side:51,221,255::\n");
        add(data, "first frame", 0x000000, 0xFA3253, 0x33DDFF, 0, 0, 0);
        add(data, "sub/second", 0xFA3253, 0, 0, 0, 0, 0);
        Pictures.text(data.resolve("ImageSets/Segmentation/Train.txt"), "first frame\n");
        Pictures.text(data.resolve("ImageSets/Segmentation/Val.txt"), "sub/second\n");
    }

    @Override
    protected List<Expected> expected() {
        return List.of(
                new Expected("train", "first frame", 0, 1, 2, 0, 0, 0),
                new Expected("val", "sub/second", 1, 0, 0, 0, 0, 0));
    }

    @Override
    protected Path image(Path data) {
        return data.resolve("JPEGImages/first frame.jpg");
    }

    @Override
    protected Path label(Path data) {
        return data.resolve("SegmentationClass/first frame.png");
    }

    @Override
    protected void writeAnotherSize(Path label) {
        Pictures.rgb(label, 0, 0, 0, 0);
    }

    @Override
    protected String writeUnknown(Path label) {
        Pictures.rgb(label, 0, 0, 0xFA3254, 0, 0, 0);
        return "colour #FA3254 in 1 pixels";
    }

    @Test
    void oneListIsDividedByShares() {
        Pictures.text(other.resolve("labelmap.txt"), "background:0,0,0::\n");
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            add(other, "frame" + i, 0, 0, 0, 0, 0, 0);
            list.append("frame").append(i).append('\n');
        }
        Pictures.text(other.resolve("ImageSets/Segmentation/default.txt"), list.toString());

        assertThat(openOther().split("train").size()).isEqualTo(8);
        assertThat(openOther().split("val").size()).isEqualTo(2);
    }

    /** The subsets that CVAT offers for a task are Train, Test and Validation. */
    @Test
    void theSubsetsOfCvatAreTheSplits() throws IOException {
        write(other);
        Path lists = other.resolve("ImageSets/Segmentation");
        Files.move(lists.resolve("Val.txt"), lists.resolve("Validation.txt"));

        assertThat(openOther().split("val").sample(0).id()).isEqualTo("sub/second");
        assertThat(openOther().split("train").size()).isEqualTo(1);
    }

    @Test
    void brokenLabelMapsAreRefusedWithTheLine() {
        write(other);
        Pictures.text(other.resolve("labelmap.txt"), "background:0,0,0::\ncar\n");
        assertThatThrownBy(this::openOther)
                .isInstanceOf(BadData.class)
                .hasMessageContaining("labelmap.txt, line 2: got 'car'");
        Pictures.text(other.resolve("labelmap.txt"), "background:0,0,0::\ncar:0,0,0::\n");
        assertThatThrownBy(this::openOther)
                .isInstanceOf(BadData.class)
                .hasMessageContaining("line 2: 'car' has the colour of 'background'");
    }

    private static void add(Path data, String id, int... colors) {
        Pictures.photo(data.resolve("JPEGImages").resolve(id + ".jpg"), 0x405060);
        Pictures.rgb(data.resolve("SegmentationClass").resolve(id + ".png"), colors);
    }

    private Dataset openOther() {
        return Datasets.open("cvat:" + other, Optional.empty(), new CacheFolder(other.resolve("cache")));
    }
}
