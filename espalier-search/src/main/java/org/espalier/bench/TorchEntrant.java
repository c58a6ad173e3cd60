package org.espalier.bench;

import java.nio.file.Path;
import org.espalier.engine.Feeds;
import org.espalier.engine.Inference;
import org.espalier.engine.LibTorch;
import org.espalier.engine.Outputs;
import org.espalier.graph.Extent;
import org.espalier.graph.GraphBuilder;
import org.espalier.image.Pixels;
import org.espalier.model.Model;

/**
 * A model in libtorch, run as in an evaluation.
 *
 * @param name in the results
 * @param path a run that has a model, or the folder of a model
 * @param extent of the image
 * @param threads processors that one operation may use
 */
public record TorchEntrant(String name, Path path, Extent extent, int threads) implements Entrant {

    @Override
    public Running open() {
        LibTorch.setThreads(threads);
        Model model = Model.load(path);
        Inference inference = new Inference(model.graph(), model.weights());
        Pixels image = BenchImage.of(model.config().pixels(), extent);
        Feeds feeds = Feeds.of(extent).image(GraphBuilder.IMAGE, image.format(), image.bytes());
        return new Running() {
            @Override
            public void run() {
                try (Outputs outputs = inference.run(feeds)) {
                    outputs.shape(model.graph().outputs().firstEntry().getKey());
                }
            }

            @Override
            public void close() {
                inference.close();
                model.close();
            }
        };
    }
}
