package org.espalier.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.engine.ElementType;
import org.espalier.engine.WeightStore;
import org.espalier.file.Sha256;
import org.espalier.graph.Style;
import org.espalier.problem.BadData;
import org.espalier.random.Seed;
import org.espalier.safetensors.TensorFile;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.search.autodeeplab.AutoDeepLabMethod;
import org.espalier.search.sed.SedMethod;
import org.espalier.search.sed.SedSearchConfig;
import org.espalier.space.backbone.Backbone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartWeightsTest {

    private static final Dataset DATA = Datasets.open("scenes:train=2,val=1,size=32x48");

    @TempDir
    private Path folder;

    @Test
    void aBackboneStartsFromItsFile() {
        Path file = folder.resolve("backbone.safetensors");
        try (WeightStore backbone =
                WeightStore.of(Backbone.MOBILENETV2.classifier(10, Style.DEFAULT), ElementType.FLOAT32, new Seed(9))) {
            TensorFile.write(file, backbone.toTensors());
        }
        StartWeights weights = StartWeights.of(
                        new SedMethod(), SedSearchConfig.TINY, Optional.of(file.toString()), DATA)
                .orElseThrow();
        assertThat(weights.hash()).isEqualTo(Sha256.ofFile(file));
        assertThat(weights.tensors().get("backbone.features.0.0.weight").doubles())
                .containsExactly(
                        TensorFile.read(file).get("features.0.0.weight").doubles());
    }

    @Test
    void methodsWithoutABackboneStartFromRandomWeights() {
        assertThat(StartWeights.of(
                        new AutoDeepLabMethod(), AutoDeepLabConfig.TINY, Optional.of("none.safetensors"), DATA))
                .isEmpty();
        assertThat(StartWeights.of(new SedMethod(), SedSearchConfig.TINY, Optional.empty(), DATA))
                .isEmpty();
    }

    @Test
    void aFileThatHoldsNoWeightsIsAnError() throws IOException {
        Path file = Files.writeString(folder.resolve("letter.txt"), "dear reader");
        assertThatThrownBy(() ->
                        StartWeights.of(new SedMethod(), SedSearchConfig.TINY, Optional.of(file.toString()), DATA))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("letter.txt");
    }
}
