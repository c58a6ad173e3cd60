package org.espalier.deploy;

import java.util.List;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * The only input of a model that takes one image, [1, channels, H, W].
 *
 * @param name in the model
 * @param channels of the images
 * @param height of the images, -1 for any
 * @param width of the images, -1 for any
 */
public record ImageInput(String name, int channels, int height, int width) {

    /** A side of any length. */
    public static final int ANY = -1;

    private static final int RANK = 4;
    private static final int RGB = 3;

    /**
     * The input of a model for the images that its description names; without a description, for red, green and blue.
     *
     * @throws BadData if the model takes anything else; the message says what
     */
    public static ImageInput of(OnnxModel model) {
        return of(
                model,
                ModelPackage.configOf(model)
                        .map(config -> config.pixels().channels())
                        .orElse(RGB));
    }

    /**
     * The input of a model.
     *
     * @param channels of its images
     * @throws BadData if the model takes anything else; the message says what
     */
    public static ImageInput of(OnnxModel model, int channels) {
        List<OnnxPort> inputs = model.inputPorts();
        if (inputs.size() != 1 || !isImage(inputs.getFirst(), channels)) {
            throw new BadData(Text.format(
                    "%s: its inputs are %s; needed: one, float32 [N, %d, height, width] with N 1 or any%s",
                    model.file(), OnnxPort.inWords(inputs), channels, advice(inputs, channels)));
        }
        OnnxPort only = inputs.getFirst();
        return new ImageInput(
                only.name(), channels, only.shape().get(2), only.shape().get(3));
    }

    private static boolean isImage(OnnxPort input, int channels) {
        return input.isFloat()
                && input.shape().size() == RANK
                && isOneOf(input.shape().get(0), 1)
                && isOneOf(input.shape().get(1), channels);
    }

    private static boolean isOneOf(int length, int wanted) {
        return length == wanted || length == ANY;
    }

    /** What to change about the export, where that is plain. */
    private static String advice(List<OnnxPort> inputs, int channels) {
        if (inputs.size() != 1 || inputs.getFirst().shape().size() != RANK) {
            return "";
        }
        OnnxPort input = inputs.getFirst();
        if (input.shape().get(RANK - 1) == channels && !isOneOf(input.shape().get(1), channels)) {
            return "; export it with the channels before height and width";
        }
        if (!input.isFloat()) {
            return "; export it for 32-bit floats";
        }
        return isOneOf(input.shape().getFirst(), 1) ? "" : "; export it for one image at a time, or any number";
    }
}
