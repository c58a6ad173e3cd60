package org.espalier.data.camvid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.espalier.data.Split;
import org.espalier.data.SplitStatistics;
import org.espalier.data.SplitStatistics.ClassCount;
import org.espalier.data.cache.CacheFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Counts the real data set, in the folder named by ESPALIER_SHARED, and compares with what others counted. */
@Tag("slow")
@EnabledIfEnvironmentVariable(named = "ESPALIER_SHARED", matches = ".+")
class RealCamVidTest {

    @Test
    void pixelsWeightsAndColorsOfTrainAreThePublishedOnes() {
        SplitStatistics train = SplitStatistics.of(split(0));

        assertThat(train.classes())
                .extracting(ClassCount::pixels)
                .containsExactly(
                        10_682_767L,
                        14_750_079L,
                        623_349L,
                        20_076_880L,
                        2_845_085L,
                        6_166_762L,
                        743_859L,
                        714_595L,
                        3_719_877L,
                        405_385L,
                        184_967L);
        assertThat(train.ignored()).isEqualTo(2_503_995);
        assertThat(train.classes())
                .extracting(ClassCount::images)
                .containsExactly(366, 365, 366, 367, 349, 319, 351, 173, 360, 317, 201);
        assertThat(train.medianFrequencyWeights())
                .containsExactly(
                        new double[] {
                            0.2793, 0.2017, 4.7865, 0.1490, 1.0000, 0.4217, 3.8467, 1.9736, 0.7889, 6.3747, 8.8587
                        },
                        within(5e-5));
        assertClose(train.mean(), 105.033, 108.409, 110.331);
        assertClose(train.deviation(), 78.304, 79.461, 78.341);
    }

    @Test
    void valIsDarkerAndHasAllClassesInEveryImage() {
        SplitStatistics val = SplitStatistics.of(split(1));

        assertThat(val.classes()).extracting(ClassCount::images).containsOnly(101);
        assertThat(val.ignored()).isEqualTo(297_271);
        assertClose(val.mean(), 79.975, 84.874, 88.677);
    }

    private static Split split(int index) {
        Path folder = Path.of(System.getenv("ESPALIER_SHARED")).resolve("data").resolve("camvid");
        return new CamVid(folder)
                .splits(CacheFolder.standard().hashes("camvid", "test"))
                .get(index);
    }

    private static void assertClose(List<Double> values, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(values.get(i)).isCloseTo(expected[i], within(5e-4));
        }
    }
}
