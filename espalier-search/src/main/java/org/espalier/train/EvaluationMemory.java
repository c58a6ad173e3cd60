package org.espalier.train;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.espalier.data.DataSize;
import org.espalier.data.Split;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.pass.ForInference;
import org.espalier.problem.BadUsage;
import org.espalier.protocol.InferenceMemory;
import org.espalier.protocol.MemoryCheck;
import org.espalier.protocol.Protocol;
import org.espalier.space.Supernet;

/**
 * Refuses, before the first step, a training whose evaluations on whole images need more memory than there is. Later it
 * cannot be told: the process keeps memory of the steps, which the evaluation can use.
 */
final class EvaluationMemory {

    private EvaluationMemory() {}

    /**
     * Checks the largest image of a split.
     *
     * @param network output {@code logits}
     * @throws BadUsage if it needs more memory than there is
     */
    static void require(Graph network, Split split) {
        IntStream.range(0, split.size())
                .mapToObj(index -> split.sample(index).size())
                .max(Comparator.comparingInt(DataSize::pixels))
                .ifPresent(size -> require(network, split.name(), Extent.of(size.height(), size.width())));
    }

    static void require(Graph network, String split, Extent image) {
        InferenceMemory all =
                InferenceMemory.of(new ForInference().apply(network).keep(Set.of(Supernet.LOGITS)));
        // The classes are chosen by libtorch: of the output, the Java heap gets one byte a pixel.
        InferenceMemory memory =
                new InferenceMemory(all.weightBytes(), all.activationBytesPerPixel(), 1, all.channels());
        try {
            new MemoryCheck(memory, Protocol.WHOLE, Optional.of(image)).require(image);
        } catch (BadUsage e) {
            throw new BadUsage(
                    "split '" + split + "' is evaluated on whole images: " + e.getMessage()
                            + ", such as --set images.size=HEIGHTxWIDTH",
                    e);
        }
    }
}
