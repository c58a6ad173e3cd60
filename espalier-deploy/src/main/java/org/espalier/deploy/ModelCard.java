package org.espalier.deploy;

import org.espalier.deploy.onnx.ImageSize;
import org.espalier.image.PixelFormat;
import org.espalier.label.LabelClass;
import org.espalier.text.Text;

/** The README of a model package. */
final class ModelCard {

    private ModelCard() {}

    static String of(ModelConfig config, ImageSize size, String notes) {
        StringBuilder card = new StringBuilder();
        card.append(
                Text.format("""
                    # %s

                    A segmentation network with %d classes, for images of %dx%d pixels (HEIGHTxWIDTH).
                    The ONNX model takes %s.

                    | class | name | colour |
                    | --- | --- | --- |
                    """, config.name(), config.labels().size(), config.height(), config.width(), images(size)));
        int number = 0;
        for (LabelClass one : config.labels().classes()) {
            card.append(Text.format("| %d | %s | %s |\n", number++, one.name(), one.hexColor()));
        }
        if (!notes.isBlank()) {
            card.append('\n').append(notes.strip()).append('\n');
        }
        card.append(Text.format(
                """

                ## Use

                In Java, with `org.espalier:espalier-deploy` only:

                    try (Segmenter segmenter = Segmenter.load(Path.of("model"))) {
                        Mask mask = segmenter.segment(ImageIO.read(file));
                    }

                In any ONNX runtime: input `image`, 32-bit floats [N, %d, H, W], %s0..%d, not normalised
                (the model includes normalisation); output `logits`, [N, %d, H, W]. The class of a pixel is the channel
                with the largest logit.

                Architecture %s, graph %s.
                """,
                config.pixels().channels(),
                config.pixels().equals(PixelFormat.RGB) ? "red, green, blue, " : "",
                config.pixels().largest(),
                config.labels().size(),
                config.architecture(),
                config.graph()));
        return card.toString();
    }

    private static String images(ImageSize size) {
        return switch (size) {
            case ImageSize.Fixed fixed ->
                Text.format(
                        "%d of %dx%d at once",
                        fixed.extent().batch(),
                        fixed.extent().height(),
                        fixed.extent().width());
            case ImageSize.Dynamic dynamic -> "any number of any size at once";
        };
    }
}
