package org.espalier.search.sed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Configs;
import org.espalier.cost.Cost;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.drawing.architecture.SedDrawing;
import org.espalier.engine.ElementType;
import org.espalier.engine.Feeds;
import org.espalier.engine.Inference;
import org.espalier.engine.MapLayout;
import org.espalier.engine.Outputs;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.pass.ForInference;
import org.espalier.random.Seed;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.safetensors.TensorFile;
import org.espalier.safetensors.Tensors;
import org.espalier.search.SearchResult;
import org.espalier.search.SpaceContract;
import org.espalier.space.SearchSpace;
import org.espalier.space.Supernet;
import org.espalier.space.sed.SedArchitecture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SedContractTest extends SpaceContract<SedArchitecture> {

    private static final SedSearchConfig CONFIG = Configs.resolve(
            SedSearchConfig.class,
            SedSearchConfig.TINY,
            Optional.empty(),
            List.of(
                    "space.channels=8,8,8,8",
                    "search.images.size=32x48",
                    "search.images.augmentation.crop=24x32",
                    "search.length.epochs=2",
                    "search.budget=null",
                    "search.images.batch=2"));

    @Override
    protected SearchSpace<SedArchitecture> space() {
        return CONFIG.searched();
    }

    @Override
    protected Blueprint blueprint(SedArchitecture architecture) {
        return new Blueprint.OfSed(architecture, CONFIG.space());
    }

    @Override
    protected String drawing(SedArchitecture architecture, Cost cost, Extent extent) {
        return SedDrawing.of(architecture).costing(cost, extent).svg();
    }

    @Override
    protected SearchResult<SedArchitecture> search(Dataset data, Path run, RunOptions options) {
        return SedSearch.of(CONFIG).run(data, run, options);
    }

    /** Without {@code none}, as its decoding where all blocks prefer that is a rule of its own. */
    @Override
    protected Map<String, double[]> randomWeights(Seed seed) {
        Map<String, double[]> weights = super.randomWeights(seed);
        weights.forEach((choice, own) -> own[0] = choice.startsWith("alpha.") ? 0 : own[0]);
        return weights;
    }

    @Test
    void theNetworkIsTheRestrictedSupernet() {
        for (int seed = 0; seed < 20; seed++) {
            SedArchitecture architecture = space().random(new Seed(seed));
            assertThat(space().network(architecture, CLASSES))
                    .as("seed %d", seed)
                    .isEqualTo(space().restricted(architecture, CLASSES));
        }
    }

    /** Without passes, with contiguous maps, in single precision (check V20 of the design). */
    @Test
    void theRestrictedPlainSupernetEqualsTheNetworkBitForBit() {
        Supernet supernet = space().supernet(CLASSES);
        Graph open = supernet.graph();
        try (WeightStore weights =
                WeightStore.of(open.weights().values(), ElementType.FLOAT32, new Seed(3), MapLayout.PLANES)) {
            for (int seed = 0; seed < 5; seed++) {
                SedArchitecture architecture = space().random(new Seed(seed));
                double[] of = logits(supernet.fixed(space().decisions(architecture)), weights);
                assertThat(logits(space().network(architecture, CLASSES), weights))
                        .as("seed %d", seed)
                        .containsExactly(of);
            }
        }
    }

    @Test
    @Tag("slow")
    void theNetworkInheritsTheSupernetsWeightsAndTheBackboneIsUnchanged(@TempDir Path folder) {
        Dataset data = Datasets.open("scenes:train=8,val=2,size=32x48");
        int classes = data.labels().size();
        try (WeightStore before = WeightStore.of(
                space().supernet(classes).graph(),
                ElementType.FLOAT32,
                new Seed(CONFIG.search().seed()))) {
            SearchResult<SedArchitecture> result = search(data, folder.resolve("run"), RunOptions.NEW);
            Tensors inherited = TensorFile.read(new RunLayout(folder.resolve("run")).inheritance());
            Graph network = result.blueprint().network(classes);
            assertThat(inherited.names())
                    .containsExactlyInAnyOrderElementsOf(network.weights().keySet());
            assertThat(inherited.names()).anyMatch(name -> name.startsWith("backbone."));
            for (String name : inherited.names()) {
                double[] values = inherited.get(name).doubles();
                if (name.startsWith("backbone.")) {
                    assertThat(values).as(name).containsExactly(before.read(name));
                }
            }
            assertThat(inherited.get("classifier.classifier.weight").doubles())
                    .isNotEqualTo(before.read("classifier.classifier.weight"));
        }
    }

    private static double[] logits(Graph graph, WeightStore weights) {
        byte[] image = new byte[33 * 41 * 3];
        IntStream.range(0, image.length).forEach(i -> image[i] = (byte) (31 * i));
        try (Inference inference = new Inference(new ForInference().apply(graph), weights);
                Outputs outputs = inference.run(Feeds.ofImages(new Extent(1, 33, 41), image))) {
            return outputs.doubles(Supernet.LOGITS);
        }
    }
}
