package org.espalier.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.espalier.deploy.onnx.ImageSize;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Op;
import org.espalier.graph.Weight;
import org.espalier.problem.BadData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPackageTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsRead() {
        ModelPackage written = TinyModel.write(folder.resolve("new/model"), ImageSize.DYNAMIC);
        assertThat(ModelPackage.read(folder.resolve("new/model"))).isEqualTo(written);
    }

    @Test
    void theStoredGraphIsTheInferenceFormBeforeFolding() {
        Graph graph = TinyModel.write(folder, ImageSize.DYNAMIC).graph();
        assertThat(graph.outputs().keySet()).containsExactly("logits");
        assertThat(graph.nodes())
                .noneMatch(node -> node.op() instanceof Op.Noise)
                .anyMatch(node -> node.op() instanceof Op.BatchNorm);
        assertThat(graph.weights()).containsKeys("head.pointwise.weight", "head.norm.variance");
    }

    @Test
    void configIsJsonThatPeopleCanRead() throws IOException {
        TinyModel.write(folder, ImageSize.DYNAMIC);
        assertThat(folder.resolve("config.json"))
                .content()
                .contains("\"format\" : 1", "\"size\" : \"4x6\"", "\"color\" : \"#00FF00\"", "\"ignore\" : 255");
        assertThat(folder.resolve("README.md"))
                .content()
                .contains("# tiny", "| 1 | leaf | #00FF00 |", "Made for a test.", "any number of any size");
    }

    @Test
    void aMissingFolderIsNamed() {
        assertRefused("no model at " + folder.resolve("nowhere"), folder.resolve("nowhere"));
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        TinyModel.write(folder, ImageSize.DYNAMIC);
        Files.delete(folder.resolve("model.onnx"));
        assertRefused("model.onnx is missing");
        Files.delete(folder.resolve("config.json"));
        assertRefused("config.json is missing");
    }

    @Test
    void anotherFormatIsRefused() throws IOException {
        change("\"format\" : 1", "\"format\" : 7");
        assertRefused("got model format 7, this version of Espalier reads format 1");
    }

    @Test
    void unknownAndMissingFieldsAreRefused() throws IOException {
        change("\"ignore\" : 255", "\"ignore\" : 255, \"surprise\" : 1");
        assertRefused("surprise");
        change("\"ignore\" : 255,", "");
        assertRefused("ignore");
    }

    @Test
    void wrongValuesAreRefusedWithWhatIsAllowed() throws IOException {
        change("4x6", "4 by 6");
        assertRefused("size: got '4 by 6', allowed: HEIGHTxWIDTH");
        change("#00FF00", "green");
        assertRefused("colour of class leaf: got 'green', allowed: #RRGGBB");
        change("\"size\" : \"4x6\"", "\"size\" : \"4x32769\"");
        assertRefused(folder.resolve("config.json")
                + ": a model's image size: got 4x32769, allowed: sides of 1..32768 pixels");
        change("\"ignore\" : 255", "\"ignore\" : 0");
        assertRefused("ignore: got 0, allowed: 255");
        change("\"name\" : \"sky\"", "\"name\" : \"rose\"");
        assertRefused("names each class once");
    }

    @Test
    void brokenJsonIsRefused() throws IOException {
        TinyModel.write(folder, ImageSize.DYNAMIC);
        Files.writeString(folder.resolve("config.json"), "{\"format\": 1, ");
        assertRefused("not a model's description");
    }

    @Test
    void anotherModelsGraphIsRefused() throws IOException {
        ModelPackage model = TinyModel.write(folder, ImageSize.DYNAMIC);
        Path file = folder.resolve("graph.json");
        Files.writeString(file, Files.readString(file).replace("127.5", "127"));
        assertThatThrownBy(model::graph).isInstanceOf(BadData.class).hasMessageContaining("different models");
    }

    /** What a stop between its files leaves, where one package replaces another of the same network. */
    @Test
    void filesOfTwoPackagesAreNotOneModel() throws IOException {
        ModelPackage model = TinyModel.write(folder, ImageSize.DYNAMIC);
        Path newer = folder.resolve("newer");
        ModelPackage unused = ModelPackage.write(
                newer, TinyModel.config(), TinyModel.network(), ModelPackageTest::doubled, ImageSize.DYNAMIC, "");
        assertThat(model.weights()).isRegularFile();

        Files.copy(newer.resolve("model.safetensors"), model.weights(), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(model::weights)
                .isInstanceOf(BadData.class)
                .hasMessageContaining("model.safetensors: got a file with hash")
                .hasMessageContaining("different models");

        Files.copy(newer.resolve("model.onnx"), model.onnx(), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> Segmenter.load(folder))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("model.onnx: its weights are")
                .hasMessageContaining("different models");
    }

    private static float[] doubled(Weight.Named weight) {
        float[] values = TinyModel.weights(weight);
        for (int place = 0; place < values.length; place++) {
            values[place] *= 2;
        }
        return values;
    }

    @Test
    void packagesOfEarlierVersionsHaveNoHashOfTheirWeights() throws IOException {
        ModelPackage written = TinyModel.write(folder, ImageSize.DYNAMIC);
        String hash = written.config().weights().orElseThrow();
        change("," + System.lineSeparator() + "  \"weights\" : \"" + hash + "\"", "");
        ModelPackage read = ModelPackage.read(folder);
        assertThat(read.config().weights()).isEmpty();
        assertThat(read.weights()).isRegularFile();
    }

    @Test
    void aDescriptionOfAnotherNetworkIsNotWritten() {
        GraphBuilder builder = new GraphBuilder();
        builder.output("logits", builder.scope("head").classifier(builder.image(), 3));
        assertThatThrownBy(() -> ModelPackage.write(
                        folder, TinyModel.config(), builder.build(), TinyModel::weights, ImageSize.DYNAMIC, ""))
                .hasMessageContaining("another graph");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void classesAndChannelsMustAgree() {
        GraphBuilder builder = new GraphBuilder();
        builder.output("logits", builder.scope("head").classifier(builder.image(), 5));
        assertThatThrownBy(() -> ModelConfig.of("five", TinyModel.LABELS, 4, 6, "none", builder.build()))
                .hasMessageContaining("5 channels of logits for 3 classes");
    }

    /** A whole package with a change in its description. */
    private void change(String from, String to) throws IOException {
        TinyModel.write(folder, ImageSize.DYNAMIC);
        Path config = folder.resolve("config.json");
        String text = Files.readString(config);
        assertThat(text).contains(from);
        Files.writeString(config, text.replace(from, to));
    }

    private void assertRefused(String message) {
        assertRefused(message, folder);
    }

    private static void assertRefused(String message, Path model) {
        assertThatThrownBy(() -> ModelPackage.read(model))
                .isInstanceOf(BadData.class)
                .hasMessageContaining(message);
    }
}
