package org.espalier.data.voc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.data.Dataset;
import org.espalier.data.Split;
import org.espalier.data.cache.CacheFolder;
import org.espalier.data.layout.LayoutContract;
import org.espalier.data.layout.Pictures;
import org.espalier.data.spec.Datasets;
import org.espalier.problem.BadData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocTest extends LayoutContract {

    @TempDir
    Path other;

    @Override
    protected String spec(Path data) {
        return "voc:" + data;
    }

    @Override
    protected void write(Path data) {
        for (String id : List.of("2007_000032", "2007_000033", "2008_000007")) {
            Pictures.photo(data.resolve("JPEGImages").resolve(id + ".jpg"), 0x405060);
        }
        Pictures.palette(data.resolve("SegmentationClass/2007_000032.png"), 0, 1, 20, 255, 15, 0);
        Pictures.palette(data.resolve("SegmentationClass/2007_000033.png"), 2, 2, 2, 2, 2, 2);
        Pictures.text(data.resolve("ImageSets/Segmentation/train.txt"), "\uFEFF2007_000032\r\n");
        Pictures.text(data.resolve("ImageSets/Segmentation/val.txt"), "2007_000033\n");
    }

    @Override
    protected List<Expected> expected() {
        return List.of(
                new Expected("train", "2007_000032", 0, 1, 20, NONE, 15, 0),
                new Expected("val", "2007_000033", 2, 2, 2, 2, 2, 2));
    }

    @Override
    protected Path image(Path data) {
        return data.resolve("JPEGImages/2007_000032.jpg");
    }

    @Override
    protected Path label(Path data) {
        return data.resolve("SegmentationClass/2007_000032.png");
    }

    @Override
    protected void writeAnotherSize(Path label) {
        Pictures.palette(label, 0, 0, 0, 0);
    }

    @Override
    protected String writeUnknown(Path label) {
        Pictures.palette(label, 0, 0, 0, 0, 21, 0);
        return "value 21 in 1 pixels; allowed values are 0..20 and 255 (no class)";
    }

    @Test
    void additionalLabelsReplaceTrainOnly() {
        write(other);
        Pictures.gray(other.resolve("SegmentationClassAug/2007_000032.png"), 3, 3, 3, 3, 3, 3);
        Pictures.gray(other.resolve("SegmentationClassAug/2008_000007.png"), 4, 4, 4, 4, 4, 255);
        Pictures.text(
                other.resolve("ImageSets/Segmentation/train_aug.txt"),
                "/JPEGImages/2007_000032.jpg /SegmentationClassAug/2007_000032.png\n2008_000007\n");

        Dataset data = open("voc:" + other + ",aug=true");

        Split train = data.split("train");
        assertThat(train.size()).isEqualTo(2);
        assertThat(train.sample(0).id()).isEqualTo("2007_000032");
        assertThat(train.sample(0).labels()).containsOnly(3);
        assertThat(train.sample(1).labels()).containsExactly(4, 4, 4, 4, 4, -1);
        assertThat(data.split("val").sample(0).labels()).containsOnly(2);
    }

    @Test
    void folderAboveIsRefusedWithTheRightOne() {
        write(other.resolve("VOCdevkit/VOC2012"));

        assertThatThrownBy(() -> open("voc:" + other))
                .isInstanceOf(BadData.class)
                .hasMessageEndingWith("did you mean voc:" + other.resolve("VOCdevkit/VOC2012") + "?");
    }

    private Dataset open(String spec) {
        return Datasets.open(spec, Optional.empty(), new CacheFolder(other.resolve("cache")));
    }
}
