package org.espalier.deploy;

import java.util.Optional;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/** Checks that an ONNX model and its description belong together. */
final class SegmenterCheck {

    private static final int RANK = 4;

    private SegmenterCheck() {}

    /**
     * The description to use.
     *
     * @param beside the description in the model's folder; without one, the description in the file is used
     * @throws BadData if there is none, or it belongs to another model
     */
    static ModelConfig config(OnnxModel model, Optional<ModelConfig> beside) {
        Optional<ModelConfig> inside = ModelPackage.configOf(model);
        ModelConfig config = beside.or(() -> inside)
                .orElseThrow(() ->
                        new BadData(model.file() + ": an ONNX file without Espalier's description of its classes; "
                                + "allowed: a file that Espalier exported"));
        if (inside.isPresent() && !inside.get().graph().equals(config.graph())) {
            throw new BadData(Text.format(
                    "%s: its graph is %s, but the description in its folder names %s; the files belong to different"
                            + " models",
                    model.file(), inside.get().graph(), config.graph()));
        }
        if (inside.isPresent() && !inside.get().weights().equals(config.weights())) {
            throw new BadData(Text.format(
                    "%s: its weights are %s, but the description in its folder names %s; the files belong to different"
                            + " models; copy the folder again or export the model again",
                    model.file(),
                    inside.get().weights().orElse("unknown"),
                    config.weights().orElse("none")));
        }
        ImageInput.of(model, config.pixels().channels());
        requireLogits(model, config.labels().size());
        return config;
    }

    private static boolean isLogits(OnnxPort output, int classes) {
        return output.name().equals(ModelConfig.LOGITS)
                && output.isFloat()
                && output.shape().size() == RANK
                && output.shape().get(1) == classes;
    }

    private static void requireLogits(OnnxModel model, int classes) {
        boolean hasLogits = model.outputPorts().stream().anyMatch(output -> isLogits(output, classes));
        if (!hasLogits) {
            throw new BadData(Text.format(
                            "%s: its outputs are %s; needed: logits: float32 [N, %d, height, width], because its"
                                    + " description names %d classes; ",
                            model.file(), OnnxPort.inWords(model.outputPorts()), classes, classes)
                    + "the files belong to different models");
        }
    }
}
