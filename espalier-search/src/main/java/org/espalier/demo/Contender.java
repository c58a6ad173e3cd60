package org.espalier.demo;

import java.nio.file.Path;
import java.util.List;
import org.espalier.cost.Cost;
import org.espalier.evaluation.Evaluation;
import org.espalier.label.Mask;

/**
 * A trained network of the demo, with all that it is compared by.
 *
 * @param name what it is, such as {@code random}
 * @param run folder of its training
 * @param evaluation on {@code val}
 * @param cost of one image
 * @param medianMillis from image to logits in ONNX Runtime, as {@link org.espalier.bench.Bench} measures it
 * @param masks what it predicts for the samples that are shown
 */
public record Contender(
        String name, Path run, Evaluation evaluation, Cost cost, double medianMillis, List<Mask> masks) {

    public Contender {
        masks = List.copyOf(masks);
    }
}
