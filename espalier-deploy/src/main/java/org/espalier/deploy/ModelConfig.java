package org.espalier.deploy;

import java.util.Optional;
import java.util.Set;
import org.espalier.graph.Graph;
import org.espalier.image.PixelFormat;
import org.espalier.label.LabelSet;
import org.espalier.pass.ForInference;
import org.espalier.text.Text;

/**
 * The description of a model, needed to use it. Preprocessing is not included: it is part of the graph.
 *
 * @param name readable name, for example that of the run
 * @param labels the classes in the order of the logits' channels, with their colours
 * @param pixels what a pixel of an image is
 * @param height pixels of the images that the model was made for; a dynamic model accepts other sizes too
 * @param width pixels of the images that the model was made for
 * @param architecture stable hash of the architecture, or the name of a known network
 * @param graph hash of the graph in its inference form, {@link #inferenceForm}
 * @param weights hash of the file with the weights; empty where there is none, and in descriptions of earlier versions
 */
public record ModelConfig(
        String name,
        LabelSet labels,
        PixelFormat pixels,
        int height,
        int width,
        String architecture,
        String graph,
        Optional<String> weights) {

    /** The longest side of the images, in pixels, as for those of data sets. */
    private static final int LONGEST_SIDE = 1 << 15;

    /** Name of the output of an exported model. */
    public static final String LOGITS = "logits";

    /**
     * @throws IllegalArgumentException if the name is blank or a side outside 1..32768
     */
    public ModelConfig {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a model needs a name, got a blank one");
        }
        if (Math.min(height, width) < 1 || Math.max(height, width) > LONGEST_SIDE) {
            throw new IllegalArgumentException(Text.format(
                    "a model's image size: got %dx%d, allowed: sides of 1..%d pixels", height, width, LONGEST_SIDE));
        }
    }

    /**
     * The description of a network for red, green and blue; see
     * {@link #of(String, LabelSet, PixelFormat, int, int, String, Graph)}.
     */
    public static ModelConfig of(
            String name, LabelSet labels, int height, int width, String architecture, Graph network) {
        return of(name, labels, PixelFormat.RGB, height, width, architecture, network);
    }

    /**
     * The description of a network.
     *
     * @param network as it was trained or in its inference form
     * @throws IllegalArgumentException if its logits have another number of channels than there are classes
     */
    public static ModelConfig of(
            String name,
            LabelSet labels,
            PixelFormat pixels,
            int height,
            int width,
            String architecture,
            Graph network) {
        Graph inference = inferenceForm(network);
        int channels = inference.outputType(LOGITS).channels();
        if (channels != labels.size()) {
            throw new IllegalArgumentException(
                    Text.format("a network with %d channels of logits for %d classes", channels, labels.size()));
        }
        return new ModelConfig(name, labels, pixels, height, width, architecture, inference.hash(), Optional.empty());
    }

    /** A copy for a model whose weights are in a file with this hash. */
    ModelConfig withWeights(String hash) {
        return new ModelConfig(name, labels, pixels, height, width, architecture, graph, Optional.of(hash));
    }

    /** The part of a network that computes the logits, without noise and with running statistics; nothing is folded. */
    public static Graph inferenceForm(Graph network) {
        return new ForInference().apply(network).keep(Set.of(LOGITS));
    }
}
