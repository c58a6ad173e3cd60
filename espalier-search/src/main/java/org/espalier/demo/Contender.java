package org.espalier.demo;

import java.nio.file.Path;
import java.util.List;
import org.espalier.cost.Cost;
import org.espalier.evaluation.Evaluation;
import org.espalier.label.Mask;

/**
 * A trained network of the demo, with all figures that are compared.
 *
 * @param name such as {@code random}
 * @param run folder of its training
 * @param evaluation on {@code val}
 * @param cost for one image
 * @param medianMillis from image to logits in ONNX Runtime, measured by {@link org.espalier.bench.Bench}
 * @param masks its predictions for the displayed samples
 */
public record Contender(
        String name, Path run, Evaluation evaluation, Cost cost, double medianMillis, List<Mask> masks) {

    public Contender {
        masks = List.copyOf(masks);
    }
}
