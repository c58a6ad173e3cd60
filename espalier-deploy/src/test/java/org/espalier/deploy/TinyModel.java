package org.espalier.deploy;

import java.nio.file.Path;
import java.util.Arrays;
import org.espalier.deploy.onnx.ImageSize;
import org.espalier.graph.Graph;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Value;
import org.espalier.graph.Weight;
import org.espalier.label.LabelClass;
import org.espalier.label.LabelSet;

/** A network with obvious results: a pixel's class is the strongest of red, green and blue. */
final class TinyModel {

    static final LabelSet LABELS = LabelSet.of(
            LabelClass.of("rose", 255, 0, 0), LabelClass.of("leaf", 0, 255, 0), LabelClass.of("sky", 0, 0, 255));

    private TinyModel() {}

    /** As it was trained: with dropout, statistics of the batch and an auxiliary output. */
    static Graph network() {
        GraphBuilder builder = new GraphBuilder();
        Scope scope = builder.scope("head");
        Value x = scope.normalize(scope.pointwise(builder.image(), 3));
        builder.output("auxiliary", scope.classifier(x, 3));
        builder.output("logits", scope.resize(scope.dropout(x, 0.9), 1));
        return builder.build();
    }

    /** The kernel is the identity; everything else changes nothing. */
    static float[] weights(Weight.Named weight) {
        float[] values = new float[(int) weight.elements()];
        if (weight.name().endsWith("pointwise.weight")) {
            for (int c = 0; c < 3; c++) {
                values[4 * c] = 1;
            }
        } else if (weight.name().endsWith(".scale") || weight.name().endsWith(".variance")) {
            Arrays.fill(values, 1);
        }
        return values;
    }

    static ModelConfig config() {
        return ModelConfig.of("tiny", LABELS, 4, 6, "strongest-color", network());
    }

    static ModelPackage write(Path folder, ImageSize size) {
        return ModelPackage.write(folder, config(), network(), TinyModel::weights, size, "Made for a test.");
    }
}
