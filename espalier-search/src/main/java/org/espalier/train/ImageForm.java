package org.espalier.train;

import java.util.List;
import org.espalier.data.Split;
import org.espalier.data.SplitStatistics;
import org.espalier.graph.Graph;
import org.espalier.graph.Weight;
import org.espalier.image.PixelFormat;
import org.espalier.pass.ForImages;
import org.espalier.problem.BadUsage;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.Tensors;
import org.espalier.text.Text;

/** Networks for the images of a data set. */
public final class ImageForm {

    private ImageForm() {}

    /**
     * What adapts a network to the images of a training split: their channels, and their mean and deviation, which all
     * samples are read for. Networks for red, green and blue of 8 bits stay as they are.
     */
    public static ForImages of(Split train) {
        if (train.format().equals(PixelFormat.RGB)) {
            return ForImages.rgb();
        }
        SplitStatistics statistics = SplitStatistics.of(train);
        return new ForImages(
                train.format(),
                statistics.mean(),
                statistics.deviation().stream().map(d -> Math.max(d, 1)).toList());
    }

    /**
     * Weights for red, green and blue do not fit kernels of other channels.
     *
     * @param plain the network before it was adapted
     * @param adapted to the images
     * @throws BadUsage if the tensors hold a weight that was adapted, in its shape from before
     */
    public static void requireFits(Tensors tensors, Graph plain, Graph adapted) {
        for (Weight.Named weight : adapted.weights().values()) {
            Weight.Named before = plain.weights().get(weight.name());
            if (before != null
                    && !before.shape().equals(weight.shape())
                    && tensors.find(weight.name()).isPresent()
                    && shape(tensors.get(weight.name())).equals(before.shape())) {
                throw new BadUsage(Text.format(
                        "the weight %s was trained on images of %d channels, and the data set has %d; train from random"
                                + " weights, or convert the images to red, green and blue",
                        weight.name(), before.shape().get(1), weight.shape().get(1)));
            }
        }
    }

    private static List<Integer> shape(TensorData tensor) {
        return tensor.shape().stream().map(Math::toIntExact).toList();
    }
}
