package org.espalier.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.espalier.graph.Extent;
import org.espalier.image.PixelFormat;
import org.espalier.image.Pixels;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class WindowsTest {

    private static final double[] OVERLAPS = {0, 0.25, Windows.DEFAULT_OVERLAP, 0.5, 0.9};

    @Test
    void aNetworkOfSinglePixelsGivesTheSameForEveryWindow() {
        Pixels image = noise(7, 11);
        float[] whole = new PointwisePredictor().logits(image).values();
        for (int height = 1; height <= 9; height++) {
            for (int width = 1; width <= 13; width += 2) {
                for (double overlap : OVERLAPS) {
                    Windows windows = new Windows(height, width, overlap);
                    assertThat(windows.logits(new PointwisePredictor(), image).values())
                            .as("%s", windows)
                            .isEqualTo(whole);
                }
            }
        }
    }

    @Test
    void aWindowAsLargeAsTheImageRunsOnTheImageItself() {
        Pixels image = noise(5, 6);
        for (Windows windows : List.of(new Windows(5, 6, 0.5), new Windows(100, 6, 0), new Windows(9, 9, 0.3))) {
            Pixels[] run = new Pixels[1];
            Logits logits = windows.logits(
                    predictor(1, view -> {
                        run[0] = view;
                        return new float[view.height() * view.width()];
                    }),
                    image);
            assertThat(run[0]).isSameAs(image);
            assertThat(logits.height()).isEqualTo(5);
        }
    }

    @Test
    void logitsAreAveragedWhereWindowsOverlap() {
        float[] levels = {6, 2};
        int[] runs = new int[1];
        Predictor predictor = predictor(1, view -> {
            float level = levels[runs[0]++];
            return new float[] {level, level, level};
        });
        assertThat(new Windows(1, 3, 1.0 / 3).logits(predictor, noise(1, 4)).values())
                .containsExactly(6, 4, 4, 2); // the second window would start at 2, but ends with the image
    }

    @Test
    void windowsAdvanceByTwoThirdsAndTheLastEndsWithTheImage() {
        PointwisePredictor predictor = new PointwisePredictor();
        new Windows(769, 769, Windows.DEFAULT_OVERLAP)
                .logits(predictor, new Pixels(1024, 2048, PixelFormat.RGB, new byte[3 << 21]));
        // mmsegmentation's grid for crops of 769 and a stride of 513: 2 by 4 windows
        assertThat(predictor.seen()).hasSize(8).containsOnly("769x769");
    }

    @Test
    void aWindowNarrowerThanTheImageIsCutToItsHeight() {
        PointwisePredictor predictor = new PointwisePredictor();
        new Windows(10, 4, 0).logits(predictor, noise(5, 7));
        assertThat(predictor.seen()).containsExactly("5x4", "5x4");
    }

    @Test
    void aNetworkOfOneSizeGetsWindowsOfThatSize() {
        PointwisePredictor predictor = new PointwisePredictor(6, 4);
        Pixels image = noise(5, 7);
        assertThat(new Windows(6, 4, 0.25).logits(predictor, image).values())
                .isEqualTo(new PointwisePredictor().logits(image).values());
        assertThat(predictor.seen()).containsExactly("6x4", "6x4");
    }

    @Test
    void logitsOfLowerResolutionAreResizedToTheWindow() {
        Predictor halved = new Predictor() {
            @Override
            public int classes() {
                return 1;
            }

            @Override
            public Optional<Extent> size() {
                return Optional.empty();
            }

            @Override
            public Logits logits(Pixels view) {
                return new Logits(1, 1, 2, new float[] {0, 4});
            }
        };
        assertThat(new Windows(1, 4, 0).logits(halved, noise(1, 8)).values()).containsExactly(0, 1, 3, 4, 0, 1, 3, 4);
    }

    @Test
    void impossibleWindowsAreRefused() {
        assertThatThrownBy(() -> new Windows(0, 4, 0)).hasMessage("window height: 0; allowed: 1 or more");
        assertThatThrownBy(() -> new Windows(4, 4, 1)).hasMessage("overlap: 1.0; allowed: 0.0 to 0.9");
    }

    private interface Values {
        float[] of(Pixels view);
    }

    private static Predictor predictor(int classes, Values values) {
        return new Predictor() {
            @Override
            public int classes() {
                return classes;
            }

            @Override
            public Optional<Extent> size() {
                return Optional.empty();
            }

            @Override
            public Logits logits(Pixels view) {
                return new Logits(classes, view.height(), view.width(), values.of(view));
            }
        };
    }

    static Pixels noise(int height, int width) {
        byte[] pixels = new byte[3 * height * width];
        Seed seed = new Seed(11);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) seed.bits(i);
        }
        return new Pixels(height, width, PixelFormat.RGB, pixels);
    }
}
