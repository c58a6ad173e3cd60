package org.espalier.cli.argument;

import java.nio.file.Path;
import org.espalier.data.Split;
import org.espalier.graph.Graph;
import org.espalier.pass.ForImages;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.espalier.safetensors.Tensors;
import org.espalier.train.ImageForm;
import org.espalier.weights.WeightFit;

/** The weights that the option {@value RunArguments#WEIGHTS} names, matched to a network for the images of a split. */
public final class FittingWeights {

    private FittingWeights() {}

    /**
     * Reads the weights and matches them.
     *
     * @param path a file, a run that has a model, or the folder of a model
     * @param plain the network for red, green and blue
     * @throws BadData if the file cannot be read, or holds the weights of another network
     * @throws BadUsage if the weights were trained on red, green and blue, and the images are others
     */
    public static WeightFit read(Path path, Graph plain, Split images) {
        Tensors tensors = WeightSource.read(path);
        Graph adapted = ForImages.ofChannels(images.format().channels()).apply(plain);
        try {
            return WeightFit.of(adapted, tensors, path.toString());
        } catch (BadData other) {
            ImageForm.requireFits(WeightFit.of(plain, tensors, path.toString()).tensors(), plain, adapted);
            throw other;
        }
    }
}
