package org.espalier.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Reads a real file of published weights, from the folder named by ESPALIER_SHARED. */
@EnabledIfEnvironmentVariable(named = "ESPALIER_SHARED", matches = ".+")
class PublishedWeightsTest {

    @Test
    void mobileNetIsReadWhole() {
        Path shared = Path.of(System.getenv("ESPALIER_SHARED"));
        Tensors weights = TensorFile.read(shared.resolve("weights/mobilenet_v2_imagenet.safetensors"));

        assertThat(weights.byName()).hasSize(314);
        assertThat(weights.metadata()).containsEntry("format", "pt").containsEntry("licence", "Apache-2.0");
        assertThat(weights.get("classifier.1.weight").shape()).containsExactly(1001L, 1280L);
        assertThat(weights.get("features.0.1.running_var").floats()).hasSize(32).containsOnly(1f);
        assertThat(weights.get("features.0.1.num_batches_tracked").longs()).hasSize(1);
        assertThat(trainable(weights)).isEqualTo(3_506_153);
    }

    private static long trainable(Tensors weights) {
        return weights.byName().entrySet().stream()
                .filter(entry ->
                        entry.getKey().endsWith("weight") || entry.getKey().endsWith("bias"))
                .mapToLong(entry -> entry.getValue().elements())
                .sum();
    }
}
