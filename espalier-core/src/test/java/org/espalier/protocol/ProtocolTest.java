package org.espalier.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.espalier.graph.Extent;
import org.espalier.image.PixelFormat;
import org.espalier.image.Pixels;
import org.espalier.label.Mask;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.junit.jupiter.api.Test;

class ProtocolTest {

    private static final Pixels TWO_PIXELS = new Pixels(1, 2, PixelFormat.RGB, new byte[6]);

    @Test
    void theWholeImageRunsOnce() {
        PointwisePredictor predictor = new PointwisePredictor();
        Pixels image = new Pixels(1, 3, PixelFormat.RGB, new byte[] {9, 1, 2, 3, 9, 4, 5, 6, 9});
        assertThat(Protocol.WHOLE.mask(predictor, image)).isEqualTo(new Mask(1, 3, new byte[] {0, 1, 2}));
        assertThat(predictor.seen()).containsExactly("1x3");
    }

    @Test
    void mirrorImagesAreMirroredBackBeforeTheMean() {
        // Differences between the two logits of a pixel: 2 and -2, then of the mirror image 1 and -3. Mirrored back and
        // averaged as probabilities: pixel 0 has (0.88 + 0.05) / 2 = 0.46, pixel 1 has (0.12 + 0.73) / 2 = 0.43.
        Predictor predictor = differences(new float[] {2, -2}, new float[] {1, -3});
        assertThat(new Protocol(List.of(1.0), true, Optional.empty()).mask(predictor, TWO_PIXELS))
                .isEqualTo(new Mask(1, 2, new byte[] {1, 1}));
        // Without mirroring back, pixel 0 would be of class 0: (0.88 + 0.73) / 2.
    }

    @Test
    void probabilitiesAreAveragedAndNotLogits() {
        // The mean of 5, -2, -2 is above 0, the mean probability (0.993 + 0.119 + 0.119) / 3 below a half.
        Predictor predictor = differences(new float[] {5, 5}, new float[] {-2, -2}, new float[] {-2, -2});
        assertThat(new Protocol(List.of(1.0, 1.0, 1.0), false, Optional.empty()).mask(predictor, TWO_PIXELS))
                .isEqualTo(new Mask(1, 2, new byte[] {1, 1}));
    }

    @Test
    void everyScaleAndItsMirrorImageIsRun() {
        PointwisePredictor predictor = new PointwisePredictor();
        Protocol protocol = new Protocol(List.of(0.5, 1.0, 1.25), true, Optional.empty());
        Mask mask = protocol.mask(predictor, WindowsTest.noise(9, 13));
        assertThat(predictor.seen()).containsExactly("5x7", "5x7", "9x13", "9x13", "11x16", "11x16");
        assertThat(mask.height()).isEqualTo(9);
        assertThat(mask.width()).isEqualTo(13);
    }

    @Test
    void aPlainImageIsPlainByEveryProtocol() {
        byte[] pixels = new byte[3 * 9 * 7];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 3 == 1 ? 200 : 10);
        }
        for (Optional<Windows> windows : List.of(Optional.<Windows>empty(), Optional.of(new Windows(4, 5, 0.5)))) {
            Mask mask = new Protocol(List.of(0.7, 1.0, 1.6), true, windows)
                    .mask(new PointwisePredictor(), new Pixels(9, 7, PixelFormat.RGB, pixels));
            assertThat(mask.histogram()[1]).isEqualTo(63);
        }
    }

    @Test
    void aNetworkOfOneSizeGetsTheWholeImageResized() {
        PointwisePredictor predictor = new PointwisePredictor(4, 4);
        assertThat(Protocol.WHOLE.mask(predictor, WindowsTest.noise(9, 13)).width())
                .isEqualTo(13);
        assertThat(predictor.seen()).containsExactly("4x4");
    }

    @Test
    void aModelOfOneSizeRefusesOtherWindowsAndScales() {
        Optional<Extent> size = Optional.of(Extent.of(180, 240));
        assertThatThrownBy(() -> windows(512, 512).requireSize("m.onnx", size))
                .isInstanceOf(BadUsage.class)
                .hasMessage("m.onnx accepts images of 180x240 only, but windows are 512x512; allowed: windows of"
                        + " 180x240 (--window), or a model of any size (espalier export --dynamic)");
        assertThatThrownBy(() -> new Protocol(List.of(0.5, 1.0), false, Optional.empty()).requireSize("m.onnx", size))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("scales need other sizes");
        assertThatCode(() -> windows(180, 240).requireSize("m.onnx", size)).doesNotThrowAnyException();
        assertThatCode(() -> windows(5, 5).requireSize("m.onnx", Optional.empty()))
                .doesNotThrowAnyException();
    }

    @Test
    void impossibleScalesAreRefused() {
        assertThatThrownBy(() -> new Protocol(List.of(1.0, 0.0), false, Optional.empty()))
                .hasMessage("scales: 0.0; allowed: more than 0, at most 8.0");
        assertThatThrownBy(() -> new Protocol(List.of(), false, Optional.empty()))
                .hasMessageContaining("at least one");
    }

    @Test
    void moreLogitsThanAnArrayHoldsAreRefused() {
        Pixels large = new Pixels(10_000, 60_000, new PixelFormat(1, 8), new byte[60_000 * 10_000]);
        assertThatThrownBy(
                        () -> new Protocol(List.of(1.5), false, Optional.empty()).mask(new PointwisePredictor(), large))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("10000x60000 (HEIGHTxWIDTH) at scale 1.5");
    }

    private static Protocol windows(int height, int width) {
        return new Protocol(List.of(1.0), false, Optional.of(new Windows(height, width, 0)));
    }

    /** A network of two classes with given differences between their logits, run by run. */
    private static Predictor differences(float[]... runs) {
        Iterator<float[]> next = List.of(runs).iterator();
        return new Predictor() {
            @Override
            public int classes() {
                return 2;
            }

            @Override
            public Optional<Extent> size() {
                return Optional.empty();
            }

            @Override
            public Logits logits(Pixels view) {
                float[] run = next.next();
                return new Logits(2, 1, 2, new float[] {run[0], run[1], 0, 0});
            }
        };
    }
}
