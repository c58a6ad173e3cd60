package org.espalier.deploy;

import java.util.List;
import java.util.Optional;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/** Checks that an ONNX model and its description belong together. */
final class SegmenterCheck {

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
        requireInput(model, config.pixels().channels());
        requireLogits(model, config.labels().size());
        return config;
    }

    private static void requireInput(OnnxModel model, int channels) {
        boolean isImage = model.inputs().size() == 1
                && model.inputs().values().stream()
                        .allMatch(shape -> shape.size() == 4 && shape.get(0) <= 1 && shape.get(1) == channels);
        if (!isImage) {
            throw new BadData(Text.format(
                    "%s: its inputs are %s, needed: one, [N, %d, H, W] with N 1 or any",
                    model.file(), model.inputs(), channels));
        }
    }

    private static void requireLogits(OnnxModel model, int classes) {
        List<Integer> output = model.outputs().get(ModelConfig.LOGITS);
        if (output == null || output.size() != 4 || output.get(1) != classes) {
            throw new BadData(Text.format(
                            "%s: its outputs are %s, needed: logits [N, %d, H, W], because its description names %d"
                                    + " classes; ",
                            model.file(), model.outputs(), classes, classes)
                    + "the files belong to different models");
        }
    }
}
