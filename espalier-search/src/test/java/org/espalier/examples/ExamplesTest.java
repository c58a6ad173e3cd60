package org.espalier.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Configs;
import org.espalier.config.Preset;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.Inference;
import org.espalier.engine.Outputs;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.model.Model;
import org.espalier.random.Seed;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.search.ArchitectureSearch;
import org.espalier.search.Candidates;
import org.espalier.search.RandomControl;
import org.espalier.search.SearchResult;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.space.Supernet;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.espalier.train.Length;
import org.espalier.train.TrainConfig;
import org.espalier.train.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of {@code docs/library.md} are what is compiled here, and they work. */
class ExamplesTest {

    private static final String DATA = "scenes:train=8,val=2,size=64x96";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"TenLines", "OwnOperation", "OwnSpace", "OwnMethod"})
    void theDocsShowTheSource(String name) throws IOException {
        String source = Files.readString(Path.of("src/test/java/org/espalier/examples", name + ".java"));
        String example = source.substring(
                source.indexOf("// tag::example[]\n") + "// tag::example[]\n".length(),
                source.indexOf("// end::example[]"));
        assertThat(Files.readString(Path.of("../docs/library.md"))).contains("```java\n" + example + "```");
    }

    @Test
    void tenLines() {
        BufferedImage image = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
        assertThat(TenLines.segment(DATA, folder, image).width()).isEqualTo(96);
    }

    @Test
    void anOwnOperationIsSearchedAndItsNetworkTrainedFromTheFile() {
        Dataset data = Datasets.open(DATA);
        SearchResult<AutoDeepLabArchitecture> found =
                OwnOperation.search(AutoDeepLabConfig.TINY).run(data, folder.resolve("a"), RunOptions.NEW);
        assertThat(found.architecture().cell().blocks()).hasSize(2);
        train(data, folder.resolve("a/architecture.json"));
    }

    @Test
    void anOwnSpaceIsSearchedAndItsNetworkTrainedFromTheFile() {
        Dataset data = Datasets.open(DATA);
        SearchResult<OwnSpace.Kernels> found = ArchitectureSearch.of(
                        new OwnSpace(3, 8), AutoDeepLabConfig.TINY.search())
                .run(data, folder.resolve("a"), RunOptions.NEW);
        assertThat(found.architecture().sizes()).hasSize(3).isSubsetOf(3, 5, 7);
        train(data, folder.resolve("a/architecture.json"));
    }

    @Test
    void anOwnMethodHasPresetsAndRandomControls() {
        OwnMethod method = new OwnMethod();
        OwnMethod.Config config = Preset.named("tiny", method.presets()).config();
        Blueprint largest = new Blueprint.OfGraph(config.space().network(new OwnSpace.Kernels(List.of(7, 7, 7)), 3));
        Blueprint random = RandomControl.of(method, config, 3, Extent.of(64, 96))
                .like(largest, 0.2)
                .draw();
        assertThat(random.network(3)).isNotNull();
        Dataset data = Datasets.open(DATA);
        OwnMethod.Config few = method.with(config, config.search().lasting(new Length.Steps(4)));
        SearchResult<OwnSpace.Kernels> found = method.search(few).run(data, folder.resolve("a"), RunOptions.NEW);
        assertThat(Candidates.read(new RunLayout(folder.resolve("a")))).isEqualTo(found.candidates());
    }

    private void train(Dataset data, Path architecture) {
        TrainConfig quick = Configs.resolve(
                TrainConfig.class,
                TrainConfig.TINY,
                Optional.empty(),
                List.of(
                        "length={in: steps, steps: 40}",
                        "weights.learningRate={schedule: constant, value: 0.003}",
                        "averageDecay=0.5"));
        try (Model model =
                Training.of(Blueprint.read(architecture), quick).run(data, folder.resolve("b"), RunOptions.NEW)) {
            assertThat(model.evaluate(data.split("val")).pixelAccuracy())
                    .as("more than one class of 9 by chance")
                    .isBetween(0.2, 1.0);
        }
    }

    @Test
    void theOwnSpaceKeepsTheContractOfSpaces() {
        OwnSpace space = new OwnSpace(2, 4);
        Supernet supernet = space.supernet(5);
        try (WeightStore weights = WeightStore.of(supernet.graph(), ElementType.FLOAT64, new Seed(1))) {
            for (int seed = 0; seed < 10; seed++) {
                OwnSpace.Kernels kernels = space.random(new Seed(seed));
                Map<String, double[]> decisions = space.decisions(kernels);
                assertThat(space.decode(decisions)).isEqualTo(kernels);
                assertThat(logits(space.restricted(kernels, 5), weights))
                        .containsExactly(logits(supernet.fixed(decisions), weights), within(1e-9));
            }
        }
    }

    private static double[] logits(Graph graph, WeightStore weights) {
        byte[] image = new byte[3 * 20 * 24];
        new java.util.Random(1).nextBytes(image);
        try (Inference inference = new Inference(graph, weights);
                Outputs outputs = inference.run(Feeds.ofImages(new Extent(1, 20, 24), image))) {
            return outputs.doubles(Supernet.LOGITS);
        }
    }
}
