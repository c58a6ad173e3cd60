package org.espalier.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.data.loading.WholeImages;
import org.espalier.data.spec.Datasets;
import org.espalier.deploy.ModelConfig;
import org.espalier.deploy.ModelPackage;
import org.espalier.deploy.Segmenter;
import org.espalier.deploy.onnx.ImageSize;
import org.espalier.engine.ElementType;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Graph;
import org.espalier.label.Batch;
import org.espalier.label.Mask;
import org.espalier.protocol.Protocol;
import org.espalier.protocol.Windows;
import org.espalier.random.Seed;
import org.espalier.zoo.Zoo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** libtorch and ONNX Runtime give the same masks by every protocol. */
class EnginePredictorTest {

    @TempDir
    private static Path folder;

    private static final Split IMAGES =
            Datasets.open("scenes:train=1,val=2,seed=3,size=61x93").split("val");
    private static Graph network;
    private static WeightStore weights;

    @BeforeAll
    static void exportAnUntrainedNetwork() {
        network = ModelConfig.inferenceForm(
                Zoo.SEPARABLE_UNET.network(IMAGES.labels().size()));
        weights = WeightStore.of(network, ElementType.FLOAT32, new Seed(2));
        ModelPackage.writeOnnx(
                folder.resolve("model.onnx"),
                ModelConfig.of("unet", IMAGES.labels(), 61, 93, "unet", network),
                network,
                weight -> floats(weights.read(weight.name())),
                ImageSize.DYNAMIC);
    }

    @AfterAll
    static void freeWeights() {
        weights.close();
    }

    @Test
    void wholeImages() {
        assertSameMasks(Protocol.WHOLE);
    }

    @Test
    void windows() {
        assertSameMasks(new Protocol(List.of(1.0), false, Optional.of(new Windows(32, 48, 0.25))));
    }

    @Test
    void scalesAndMirrorImages() {
        assertSameMasks(new Protocol(List.of(0.75, 1.0, 1.25), true, Optional.empty()));
    }

    @Test
    void scalesAndMirrorImagesInWindows() {
        assertSameMasks(
                new Protocol(List.of(0.5, 1.3), true, Optional.of(new Windows(33, 50, Windows.DEFAULT_OVERLAP))));
    }

    @Test
    void protocolsAreNotAllTheSame() {
        Mask whole = engine(Protocol.WHOLE).getFirst();
        assertThat(engine(new Protocol(List.of(1.0), false, Optional.of(new Windows(32, 48, 0.25))))
                        .getFirst())
                .isNotEqualTo(whole);
        assertThat(engine(new Protocol(List.of(0.5), false, Optional.empty())).getFirst())
                .isNotEqualTo(whole);
    }

    @Test
    void anEvaluationByAProtocolCountsItsMasks() {
        try (EnginePredictor predictor = new EnginePredictor(network, weights, Protocol.WHOLE)) {
            Evaluation byProtocol = Evaluator.evaluate(IMAGES, ScoringRules.GENERAL, predictor);
            Evaluation ofWeights = Evaluator.evaluate(network, weights, IMAGES);
            assertThat(byProtocol.classes()).isEqualTo(ofWeights.classes());
        }
    }

    /** Logits of an image in a batch are those of the image alone within 1e-4, so hardly a pixel changes its class. */
    @ParameterizedTest
    @ValueSource(strings = {"whole", "scales", "windows"})
    void imagesInABatchHaveTheMasksOfSingleImages(String form) {
        Protocol protocol = switch (form) {
            case "whole" -> Protocol.WHOLE;
            case "scales" -> new Protocol(List.of(0.75, 1.0), true, Optional.empty());
            default -> new Protocol(List.of(1.0), false, Optional.of(new Windows(32, 48, 0.25)));
        };
        Batch both = new WholeImages(IMAGES, 2).iterator().next();
        try (EnginePredictor predictor = new EnginePredictor(network, weights, protocol)) {
            List<Mask> masks = predictor.masks(both);
            assertThat(masks).hasSize(2);
            for (int i = 0; i < 2; i++) {
                assertThat(differences(masks.get(i), predictor.apply(sample(i))))
                        .isLessThanOrEqualTo(2);
            }
            assertThat(differences(masks.get(0), masks.get(1))).as("two images").isGreaterThan(2);
        }
    }

    private static int differences(Mask one, Mask other) {
        int different = 0;
        for (int pixel = 0; pixel < one.classes().length; pixel++) {
            different += one.classes()[pixel] == other.classes()[pixel] ? 0 : 1;
        }
        return different;
    }

    /** The same but for pixels whose two largest logits are equal up to rounding. */
    private static void assertSameMasks(Protocol protocol) {
        List<Mask> torch = engine(protocol);
        try (Segmenter segmenter = Segmenter.load(folder.resolve("model.onnx"), new Segmenter.Options(0, protocol))) {
            for (int i = 0; i < IMAGES.size(); i++) {
                Mask onnx = segmenter.segment(IMAGES.sample(i).image());
                assertThat(differences(onnx, torch.get(i))).isLessThanOrEqualTo(2);
                assertThat(Arrays.stream(onnx.histogram())
                                .filter(count -> count > 0)
                                .count())
                        .isGreaterThan(1);
            }
        }
    }

    private static List<Mask> engine(Protocol protocol) {
        try (EnginePredictor predictor = new EnginePredictor(network, weights, protocol)) {
            return List.of(predictor.apply(sample(0)), predictor.apply(sample(1)));
        }
    }

    private static Sample sample(int index) {
        return IMAGES.sample(index);
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
