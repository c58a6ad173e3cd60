package org.espalier.study;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.data.Dataset;
import org.espalier.data.Split;
import org.espalier.file.Sha256;
import org.espalier.graph.Graph;
import org.espalier.safetensors.Tensors;
import org.espalier.search.BackboneMethod;
import org.espalier.search.Method;
import org.espalier.train.ImageForm;
import org.espalier.weights.WeightFile;
import org.espalier.weights.WeightFit;

/**
 * Trained weights of a backbone that the networks of a method start from: its searches, the network found, random ones
 * and those of halving.
 *
 * @param tensors with the names of the method's supernet
 * @param hash of the file
 */
record StartWeights(Tensors tensors, String hash) {

    /**
     * The weights of a file, for a method that has a backbone; empty for others.
     *
     * @throws org.espalier.problem.BadData if the file cannot be read, or holds the weights of another network
     */
    static <C extends Record> Optional<StartWeights> of(
            Method<C> method, C config, Optional<String> file, Dataset data) {
        if (file.isEmpty() || !(method instanceof BackboneMethod<C, ?> withBackbone)) {
            return Optional.empty();
        }
        Path path = Path.of(file.get());
        Split train = data.split("train");
        Graph plain = withBackbone.search(config).supernet(data.labels().size()).graph();
        Graph adapted = ImageForm.of(train).apply(plain);
        Tensors tensors =
                WeightFit.of(plain, WeightFile.read(path), path.toString()).tensors();
        ImageForm.requireFits(tensors, plain, adapted);
        return Optional.of(new StartWeights(tensors, Sha256.ofFile(path)));
    }
}
