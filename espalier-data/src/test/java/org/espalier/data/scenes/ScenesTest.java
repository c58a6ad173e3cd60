package org.espalier.data.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.espalier.data.DataSize;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.metric.ConfusionMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenesTest {

    @Test
    void sameSeedGivesTheSameScenesAndOthersDiffer() {
        Sample scene = train(1, "24x32").sample(3);

        assertThat(train(1, "24x32").sample(3).pixelBytes()).isEqualTo(scene.pixelBytes());
        assertThat(train(1, "24x32").sample(3).labels()).isEqualTo(scene.labels());
        assertThat(train(2, "24x32").sample(3).pixelBytes()).isNotEqualTo(scene.pixelBytes());
    }

    @Test
    void noSceneIsInTrainAndVal() {
        Set<Integer> seen = new HashSet<>();
        for (Split split : Scenes.splits(options(1, "9x12"))) {
            for (int i = 0; i < 30; i++) {
                assertThat(seen.add(Arrays.hashCode(split.sample(i).pixelBytes())))
                        .as("%s %d is new", split.name(), i)
                        .isTrue();
            }
        }
    }

    @Test
    void everyClassOccursAndNoneFillsTheScenes() {
        long[] counts = new long[256];
        List<Sample> scenes = draw(train(1, "36x48"), 40);
        scenes.forEach(
                scene -> Arrays.setAll(counts, i -> counts[i] + scene.mask().histogram()[i]));
        long all = Arrays.stream(counts).sum();

        assertThat(Arrays.stream(counts, Scenes.labels().size(), 256).sum()).isZero();
        for (int c = 0; c < Scenes.labels().size(); c++) {
            assertThat((double) counts[c] / all).as(Scenes.labels().name(c)).isBetween(0.003, 0.45);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1x1", "5x7", "33x17", "16x64"})
    void anySizeCanBeDrawn(String size) {
        assertThat(train(1, size).sample(0).size()).isEqualTo(DataSize.parse(size));
    }

    @Test
    void sceneIsTheSameViewInEverySize() {
        Sample small = train(1, "24x32").sample(0);
        Sample large = train(1, "72x96").sample(0);
        ConfusionMatrix agreement = new ConfusionMatrix(Scenes.labels().size());
        agreement.add(small.mask(), large.resized(small.size()).mask());

        assertThat(agreement.pixelAccuracy().orElseThrow()).isCloseTo(1, within(1e-12));
    }

    /** The best classifier by colour alone: for each of 32x32x32 colours, its most frequent class in train. */
    @Test
    void colorsDoNotGiveTheClassAway() {
        List<Split> splits = Scenes.splits(options(1, "36x48"));
        int[][] counts = new int[1 << 15][Scenes.labels().size()];
        for (Sample scene : draw(splits.get(0), 60)) {
            for (int i = 0; i < scene.labels().length; i++) {
                counts[color(scene, i)][scene.labels()[i]]++;
            }
        }
        ConfusionMatrix matrix = new ConfusionMatrix(Scenes.labels().size());
        for (Sample scene : draw(splits.get(1), 25)) {
            byte[] guess = new byte[scene.labels().length];
            for (int i = 0; i < guess.length; i++) {
                guess[i] = (byte) mostFrequent(counts[color(scene, i)]);
            }
            matrix.add(scene.labels(), guess);
        }

        assertThat(matrix.meanIou().orElseThrow()).isBetween(0.05, 0.35);
    }

    private static int color(Sample scene, int pixel) {
        int color = 0;
        for (int c = 0; c < 3; c++) {
            color = color << 5 | (scene.pixelBytes()[3 * pixel + c] & 0xFF) >> 3;
        }
        return color;
    }

    private static int mostFrequent(int[] counts) {
        int best = 0;
        for (int c = 1; c < counts.length; c++) {
            best = counts[c] > counts[best] ? c : best;
        }
        return best;
    }

    private static List<Sample> draw(Split split, int count) {
        return IntStream.range(0, count).parallel().mapToObj(split::sample).toList();
    }

    private static Split train(long seed, String size) {
        return Scenes.splits(options(seed, size)).getFirst();
    }

    private static SceneOptions options(long seed, String size) {
        return new SceneOptions(100, 50, Optional.of(DataSize.parse(size)), seed);
    }
}
