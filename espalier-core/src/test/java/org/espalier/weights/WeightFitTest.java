package org.espalier.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Op.BatchNorm.Statistics;
import org.espalier.graph.Scope;
import org.espalier.graph.Style;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;
import org.espalier.problem.BadData;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.TensorFile;
import org.espalier.safetensors.Tensors;
import org.espalier.space.Supernet;
import org.espalier.space.backbone.Backbone;
import org.espalier.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeightFitTest {

    private static final String SOURCE = "weights.pth";

    @TempDir
    private Path folder;

    @Test
    void aFileOfTorchvisionFillsTheBackboneAndNothingElse() {
        Graph network = withBackbone();
        WeightFit fit = WeightFit.of(network, Tensors.of(torchvision(Backbone.MOBILENETV2)), SOURCE);
        assertThat(fit.restarted()).isEmpty();
        assertThat(fit.tensors().names())
                .isEqualTo(network.weights().keySet().stream()
                        .filter(name -> name.startsWith("backbone."))
                        .collect(Collectors.toSet()));
    }

    @Test
    void theMatrixOfALinearLayerIsAKernel() {
        Graph classifier = Backbone.RESNET18.classifier(1000, Style.DEFAULT);
        WeightFit fit = WeightFit.of(classifier, Tensors.of(torchvision(Backbone.RESNET18)), SOURCE);
        assertThat(fit.tensors().get("fc.weight").shape()).containsExactly(1000L, 512L, 1L, 1L);
        assertThat(fit.restarted()).isEmpty();
    }

    @Test
    void anotherNumberOfClassesRestartsTheClassifierAloneAndSaysSo() {
        Graph classifier = Backbone.RESNET18.classifier(7, Style.DEFAULT);
        WeightFit fit = WeightFit.of(classifier, Tensors.of(torchvision(Backbone.RESNET18)), SOURCE);
        assertThat(fit.restarted()).containsExactlyInAnyOrder("fc.weight", "fc.bias");
        assertThat(fit.tensors().names()).hasSize(classifier.weights().size() - 2);
        assertThat(fit.summary()).contains("the classifier keeps its initial values", "fc.weight");
    }

    @ParameterizedTest
    @EnumSource(
            value = Zoo.class,
            names = {"ENET", "BISENETV2", "SEPARABLE_UNET"})
    void everyNetworkOfTheZooKeepsAllButItsClassifiers(Zoo known) {
        Graph network = known.network(7);
        WeightFit fit = WeightFit.of(network, Tensors.of(own(known.network(5))), SOURCE);
        assertThat(fit.restarted()).isNotEmpty().allMatch(name -> name.contains("classifier"));
        assertThat(fit.tensors().names())
                .hasSize(network.weights().size() - fit.restarted().size());
        assertThat(WeightFit.of(network, Tensors.of(own(network)), SOURCE).restarted())
                .isEmpty();
    }

    /** A trained BiSeNetV2 is saved without its four auxiliary heads; two of its other weights missing are an error. */
    @Test
    void aTrainedModelFitsTheNetworkWithAuxiliaryHeads() {
        Graph network = Zoo.BISENETV2.network(7);
        Map<String, TensorData> model = own(Zoo.BISENETV2.network(5).keep(Set.of(Supernet.LOGITS)));
        WeightFit fit = WeightFit.of(network, Tensors.of(model), SOURCE);
        assertThat(fit.auxiliary()).isNotEmpty().allMatch(name -> name.startsWith(Supernet.AUXILIARY));
        assertThat(fit.restarted()).hasSize(2);
        assertThat(fit.tensors().names().size()
                        + fit.restarted().size()
                        + fit.auxiliary().size())
                .isEqualTo(network.weights().size());
        assertThat(fit.summary())
                .contains(fit.auxiliary().size() + " weights of auxiliary heads keep their initial values");

        model.remove(fit.tensors().names().iterator().next());
        assertThatThrownBy(() -> WeightFit.of(network, Tensors.of(model), SOURCE))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("1 is missing");
    }

    @Test
    void countersAndThePrefixOfParallelModulesAreIgnored() {
        Graph network = Zoo.SEPARABLE_UNET.network(3);
        Map<String, TensorData> parallel = new LinkedHashMap<>();
        own(network).forEach((name, tensor) -> parallel.put("module." + name, tensor));
        parallel.put("module.stem.norm.num_batches_tracked", TensorData.of(new long[1]));
        assertThat(WeightFit.of(network, Tensors.of(parallel), SOURCE).tensors().names())
                .isEqualTo(network.weights().keySet());
    }

    @Test
    void weightsOfAnotherNetworkAreRefusedWithTheFirstOfEachKind() {
        Map<String, TensorData> file = torchvision(Backbone.MOBILENETV2);
        file.remove("features.0.1.weight");
        file.put("features.2.conv.2.weight", zeros(List.of(9, 96, 1, 1)));
        file.put("extra.weight", zeros(List.of(2, 3)));
        assertThatThrownBy(() -> WeightFit.of(withBackbone(), Tensors.of(file), SOURCE))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("weights.pth holds the weights of another network")
                .hasMessageContaining("1 is missing (the first is features.0.1.weight [32])")
                .hasMessageContaining("1 is unexpected (the first is extra.weight [2, 3])")
                .hasMessageContaining(
                        "features.2.conv.2.weight: [9, 96, 1, 1] in the file, [24, 96, 1, 1] in the network");
    }

    @Test
    void anotherBackboneIsAnotherNetwork() {
        assertThatThrownBy(() -> WeightFit.of(withBackbone(), Tensors.of(torchvision(Backbone.RESNET18)), SOURCE))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("the first is features.0.0.weight [32, 3, 3, 3]")
                .hasMessageContaining("the first is conv1.weight [64, 3, 7, 7]");
    }

    @Test
    void integersAreNotWeights() {
        Graph network = Zoo.SEPARABLE_UNET.network(3);
        Map<String, TensorData> file = own(network);
        file.put("stem.norm.scale", TensorData.of(new long[24], 24));
        assertThatThrownBy(() -> WeightFit.of(network, Tensors.of(file), SOURCE))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("stem.norm.scale holds whole numbers (I64)");
    }

    @Test
    void weightsThatAreNotNumbersAreRefusedWithTheirTensorAndFile() {
        Graph network = Zoo.SEPARABLE_UNET.network(3);
        Map<String, TensorData> file = own(network);
        float[] scale = new float[24];
        scale[3] = Float.NEGATIVE_INFINITY;
        scale[7] = Float.NaN;
        file.put("stem.norm.scale", TensorData.of(scale, 24));
        assertThatThrownBy(() -> WeightFit.of(network, Tensors.of(file), SOURCE))
                .isInstanceOf(BadData.class)
                .hasMessageStartingWith(
                        "weights.pth: the tensor stem.norm.scale has 2 of 24 values that are not finite,"
                                + " the first is -Infinity");
    }

    @Test
    void integersMayStandBesideFiniteWeights() {
        Map<String, TensorData> tensors = Map.of("steps", TensorData.of(new long[] {7}), "w", zeros(List.of(2)));
        assertThatCode(() -> FiniteWeights.require(Tensors.of(tensors), SOURCE)).doesNotThrowAnyException();
    }

    @Test
    void theContentOfAFileDecidesItsFormat() throws IOException {
        Path named = folder.resolve("weights.pth");
        TensorFile.write(named, Tensors.of(Map.of("x", zeros(List.of(2)))));
        assertThat(WeightFile.read(named).names()).containsExactly("x");
        assertRefused(new byte[] {(byte) 0x80, 2, (byte) 0x8a}, "PyTorch before 1.6");
        assertRefused("neither nor".getBytes(StandardCharsets.UTF_8), "neither safetensors nor");
        assertRefused(new byte[0], "neither safetensors nor");
        assertThatThrownBy(() -> WeightFile.read(folder.resolve("missing.pth")))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("no such file");
    }

    private void assertRefused(byte[] content, String message) throws IOException {
        Path file = Files.write(folder.resolve("file"), content);
        assertThatThrownBy(() -> WeightFile.read(file))
                .isInstanceOf(BadData.class)
                .hasMessageContaining(message);
    }

    /** A network that reads MobileNetV2's last map. */
    private static Graph withBackbone() {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope(Backbone.SCOPE);
        Value last = Objects.requireNonNull(Backbone.MOBILENETV2
                .features(scope, builder.image(), Statistics.RUNNING)
                .get(32));
        Scope head = builder.scope("classifier");
        builder.output(Supernet.LOGITS, head.resize(head.classifier(last, 5), 1));
        return builder.build();
    }

    /** What torchvision saves: matrices of linear layers, and counters. */
    private static Map<String, TensorData> torchvision(Backbone backbone) {
        Map<String, TensorData> file = own(backbone.classifier(1000, Style.DEFAULT));
        file.replaceAll((name, tensor) -> name.startsWith("fc.w") || name.startsWith("classifier.1.w")
                ? new TensorData(tensor.dtype(), tensor.shape().subList(0, 2), tensor.bytes())
                : tensor);
        file.put("features.0.1.num_batches_tracked", TensorData.of(new long[1]));
        return file;
    }

    private static Map<String, TensorData> own(Graph network) {
        Map<String, TensorData> file = new LinkedHashMap<>();
        network.weights().forEach((name, weight) -> file.put(name, zeros(weight.shape())));
        return file;
    }

    private static TensorData zeros(List<Integer> shape) {
        return TensorData.of(
                new float[(int) Weight.elements(shape)],
                shape.stream().mapToLong(Integer::longValue).toArray());
    }
}
