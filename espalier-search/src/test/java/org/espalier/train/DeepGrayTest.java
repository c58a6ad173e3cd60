package org.espalier.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.blueprint.Blueprint;
import org.espalier.data.DataSize;
import org.espalier.data.Dataset;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.deploy.FloatTensor;
import org.espalier.deploy.OnnxModel;
import org.espalier.deploy.Segmenter;
import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.Inference;
import org.espalier.engine.Outputs;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Extent;
import org.espalier.image.PixelFormat;
import org.espalier.image.Pixels;
import org.espalier.label.LabelSet;
import org.espalier.loss.Loss;
import org.espalier.model.Model;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.run.RunOptions;
import org.espalier.safetensors.Tensors;
import org.espalier.space.Supernet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grey images of 16 bits, of which only the lowest 12 are used, as in medical images: from training to use. */
class DeepGrayTest {

    private static final PixelFormat DEEP_GRAY = new PixelFormat(1, 16);
    private static final DataSize SIZE = new DataSize(32, 48);
    private static final LabelSet LABELS = LabelSet.ofNames(List.of("tissue", "lesion"));
    private static final Dataset DATA =
            new Dataset("deep-gray", LABELS, List.of(new Squares("train", 8), new Squares("val", 2)));

    @TempDir
    Path folder;

    @Test
    void trainingExportAndUseSeeTheSameValues() {
        TrainConfig small = SmallTraining.config("length.epochs=6", "evaluateEvery=0");
        TrainConfig config = new TrainConfig(
                small.seed(),
                small.length(),
                small.images(),
                new Criterion(new Loss.Dice(LabelSet.IGNORE, 1), ClassBalance.NONE),
                small.auxiliaryWeight(),
                small.weights(),
                small.averageDecay(),
                small.averageStatistics(),
                small.evaluateEvery(),
                small.stop());

        try (Model model = Training.of(new Blueprint.OfZoo("separable-unet"), config)
                .run(DATA, folder.resolve("run"), RunOptions.NEW)) {
            assertThat(model.config().pixels()).isEqualTo(DEEP_GRAY);
            assertThat(model.evaluate(DATA.split("val")).miou()).isBetween(0.0, 1.0);
            Sample sample = DATA.split("val").sample(1);
            Path onnx = folder.resolve("run/model/model.onnx");
            try (Inference engine = new Inference(model.graph(), model.weights());
                    Outputs outputs = engine.run(Feeds.ofImages(Extent.of(32, 48), DEEP_GRAY, sample.pixelBytes()));
                    OnnxModel exported = OnnxModel.load(onnx, 1);
                    Segmenter segmenter = Segmenter.load(folder.resolve("run/model"))) {
                float[] expected = outputs.floats(Supernet.LOGITS);
                Pixels read = Pixels.of(picture(sample), DEEP_GRAY, "picture");
                float[] logits = exported.run(FloatTensor.ofImage(read)).values();
                assertThat(logits).hasSameSizeAs(expected);
                for (int i = 0; i < logits.length; i++) {
                    assertThat(logits[i]).isCloseTo(expected[i], within(1e-3f));
                }
                assertThat(segmenter.segment(picture(sample)).classes()).isEqualTo(outputs.classes(Supernet.LOGITS));
            }
        }
    }

    @Test
    void weightsOfThreeChannelsAreRefused() {
        Blueprint network = new Blueprint.OfGraph(SmallTraining.network());
        Dataset elevenClasses = new Dataset(
                "deep-gray",
                SmallTraining.DATA.labels(),
                List.of(
                        new Squares("train", 8, SmallTraining.DATA.labels()),
                        new Squares("val", 2, SmallTraining.DATA.labels())));
        Tensors pretrained;
        try (WeightStore weights = WeightStore.of(SmallTraining.network(), ElementType.FLOAT32, new Seed(1))) {
            pretrained = weights.toTensors();
        }

        assertThatThrownBy(() -> Training.of(network, SmallTraining.config())
                        .from(pretrained)
                        .run(elevenClasses, folder.resolve("run"), RunOptions.NEW))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("was trained on images of 3 channels, and the data set has 1");
    }

    private static BufferedImage picture(Sample sample) {
        BufferedImage picture = new BufferedImage(SIZE.width(), SIZE.height(), BufferedImage.TYPE_USHORT_GRAY);
        for (int y = 0; y < SIZE.height(); y++) {
            for (int x = 0; x < SIZE.width(); x++) {
                picture.getRaster().setSample(x, y, 0, sample.pixels().at(y, x, 0));
            }
        }
        return picture;
    }

    /** A bright square on a dark, noisy ground. */
    private record Squares(String name, int size, LabelSet labels) implements Split {

        Squares(String name, int size) {
            this(name, size, LABELS);
        }

        @Override
        public PixelFormat format() {
            return DEEP_GRAY;
        }

        @Override
        public Sample sample(int index) {
            RandomGenerator random = new Seed(3).derive(name).derive(index).generator();
            int top = random.nextInt(16);
            int left = random.nextInt(32);
            byte[] values = new byte[2 * SIZE.pixels()];
            byte[] classes = new byte[SIZE.pixels()];
            for (int i = 0; i < classes.length; i++) {
                int y = i / SIZE.width();
                int x = i % SIZE.width();
                boolean inside = y >= top && y < top + 16 && x >= left && x < left + 16;
                int value = (inside ? 2500 : 900) + random.nextInt(600);
                values[2 * i] = (byte) value;
                values[2 * i + 1] = (byte) (value >> 8);
                classes[i] = (byte) (inside ? 1 : 0);
            }
            return new Sample(name + index, SIZE, DEEP_GRAY, values, classes);
        }

        @Override
        public String fingerprint() {
            return new org.espalier.data.Fingerprint().add(name).add(size).hex();
        }
    }
}
