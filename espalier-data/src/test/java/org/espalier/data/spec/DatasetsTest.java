package org.espalier.data.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.data.DataSize;
import org.espalier.data.Dataset;
import org.espalier.data.cache.CacheFolder;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {

    @TempDir
    Path cache;

    @Test
    void scenesAreOpenedWithTheirOptions() {
        Dataset data = open("scenes:train=3,val=2,size=12x16,seed=4", Optional.empty());

        assertThat(data.split("train").size()).isEqualTo(3);
        assertThat(data.split("val").size()).isEqualTo(2);
        assertThat(data.split("train").sample(2).size()).isEqualTo(new DataSize(12, 16));
        assertThat(data.labels().names())
                .containsExactly("sky", "building", "road", "pavement", "tree", "car", "person", "pole", "sign");
    }

    @Test
    void workingSizeIsTheSizeOfAllSamples() {
        Optional<DataSize> working = Optional.of(new DataSize(6, 8));

        assertThat(open("scenes:train=1,val=1", working)
                        .split("train")
                        .sample(0)
                        .size())
                .isEqualTo(working.get());
        assertThat(open("scenes:train=1,val=1,size=12x16", working)
                        .split("val")
                        .sample(0)
                        .size())
                .isEqualTo(working.get());
    }

    @Test
    void sizesAndSeedsHaveTheirOwnFingerprints() {
        String plain = open("scenes:train=1,val=1,size=12x16", Optional.empty()).fingerprint();

        assertThat(open("scenes:train=1,val=1,size=12x16", Optional.empty()).fingerprint())
                .isEqualTo(plain);
        assertThat(open("scenes:train=1,val=1,size=12x16", Optional.of(new DataSize(6, 8)))
                        .fingerprint())
                .isNotEqualTo(plain);
        assertThat(open("scenes:train=1,val=1,size=12x16,seed=2", Optional.empty())
                        .fingerprint())
                .isNotEqualTo(plain);
    }

    @Test
    void unknownNamesAreRefusedWithTheAllowedForms() {
        for (String spec : new String[] {"", "scene", "cityscape:/x", "/data/CamVid"}) {
            assertThatThrownBy(() -> open(spec, Optional.empty()))
                    .isInstanceOf(BadUsage.class)
                    .hasMessageStartingWith("data: got '" + spec + "'; allowed are")
                    .hasMessageContaining("scenes:train=200")
                    .hasMessageContaining("camvid:DIR");
        }
    }

    @Test
    void wrongOptionsAreRefusedWithTheAllowedOnes() {
        assertThatThrownBy(() -> open("scenes:trian=3", Optional.empty()))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("got 'trian=3', allowed is train=N");
        assertThatThrownBy(() -> open("scenes:train=many", Optional.empty()))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("whole number");
        assertThatThrownBy(() -> open("scenes:train=0", Optional.empty()))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("allowed 1..1000000");
        assertThatThrownBy(() -> open("scenes:size=96", Optional.empty()))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("HEIGHTxWIDTH");
        assertThatThrownBy(() -> open("camvid:", Optional.empty()))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("the folder is missing");
        assertThatThrownBy(() -> open("camvid:" + cache, Optional.empty()))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("train.txt");
    }

    private Dataset open(String spec, Optional<DataSize> size) {
        return Datasets.open(spec, size, new CacheFolder(cache));
    }
}
