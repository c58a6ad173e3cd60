package org.espalier.data.cityscapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.data.Dataset;
import org.espalier.data.Split;
import org.espalier.data.cache.CacheFolder;
import org.espalier.data.layout.Pictures;
import org.espalier.data.spec.Datasets;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CityscapesOptionsTest {

    @TempDir
    Path temporary;

    private Path data;

    @BeforeEach
    void writeCopy() {
        data = temporary.resolve("cityscapes");
        CityscapesTest.add(data, "train", "aachen", "000019", "gtFine", 7, 7, 7, 7, 7, 7);
        CityscapesTest.add(data, "val", "lindau", "000001", "gtFine", 7, 7, 7, 7, 7, 7);
    }

    @Test
    void coarseImagesFollowTheFineOnesInTrain() {
        CityscapesTest.add(data, "train_extra", "troisdorf", "000003", "gtCoarse", 8, 8, 8, 0, 0, 0);

        Split train = open("cityscapes:" + data + ",coarse=true").split("train");

        assertThat(train.size()).isEqualTo(2);
        assertThat(train.sample(1).id()).isEqualTo("troisdorf_000000_000003");
        assertThat(train.sample(1).labels()).containsExactly(1, 1, 1, -1, -1, -1);
        assertThat(open("cityscapes:" + data).split("train").size()).isEqualTo(1);
    }

    @Test
    void missingCoarseLabelsAndUnknownOptionsAreRefused() {
        assertThatThrownBy(() -> open("cityscapes:" + data + ",coarse=true"))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("gtCoarse: no such folder");
        assertThatThrownBy(() -> open("cityscapes:" + data + ",coarse=yes"))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("coarse=true or coarse=false");
        assertThatThrownBy(() -> open("ade20k:" + data + ",coarse=true"))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("there is no option coarse here");
    }

    @Test
    void trainIdsAreReadWhereThereAreNoLabelIds() {
        Path other = temporary.resolve("train-ids");
        for (String split : new String[] {"train", "val"}) {
            String base = split + "/ulm/ulm_000000_000019";
            Pictures.photo(other.resolve("leftImg8bit/" + base + "_leftImg8bit.png"), 0x102030);
            Pictures.gray(other.resolve("gtFine/" + base + "_gtFine_labelTrainIds.png"), 0, 7, 18, 255, 8, 1);
        }

        assertThat(open("cityscapes:" + other).split("val").sample(0).labels()).containsExactly(0, 7, 18, -1, 8, 1);
    }

    private Dataset open(String spec) {
        return Datasets.open(spec, Optional.empty(), new CacheFolder(temporary.resolve("cache")));
    }
}
