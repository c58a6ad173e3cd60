package org.espalier.cli;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.blueprint.Blueprint;
import org.espalier.cost.Cost;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.deploy.ModelConfig;
import org.espalier.deploy.Segmenter;
import org.espalier.evaluation.Evaluation;
import org.espalier.graph.Extent;
import org.espalier.label.Mask;
import org.espalier.machine.Timings;
import org.espalier.model.Model;

/**
 * A trained network of the demo, with all that it is compared by.
 *
 * @param name in the table
 * @param folder of its run
 * @param evaluation on val
 * @param cost of one image of the data's working size
 * @param millisAnImage median in ONNX Runtime, from picture to mask
 * @param masks what it predicts for the pictures that are shown
 */
record Contender(String name, Path folder, Evaluation evaluation, Cost cost, double millisAnImage, List<Mask> masks) {

    private static final int WARM_UP = 10;
    private static final int TIMED = 50;

    /**
     * Measures a trained network.
     *
     * @param shown samples whose masks are kept
     */
    static Contender measure(
            String name, Path folder, Blueprint blueprint, Model model, Split val, List<Sample> shown) {
        ModelConfig config = model.config();
        Cost cost = Cost.of(
                ModelConfig.inferenceForm(blueprint.network(val.labels().size())),
                Extent.of(config.height(), config.width()));
        try (Segmenter segmenter = Segmenter.load(Model.folder(folder))) {
            return new Contender(
                    name,
                    folder,
                    model.evaluate(val),
                    cost,
                    medianMillis(segmenter, val),
                    shown.stream()
                            .map(sample -> segmenter.segment(sample.image()))
                            .toList());
        }
    }

    private static double medianMillis(Segmenter segmenter, Split val) {
        return Timings.median(IntStream.range(-WARM_UP, TIMED)
                .mapToDouble(run -> millis(segmenter, val.sample(Math.floorMod(run, val.size()))))
                .skip(WARM_UP)
                .toArray());
    }

    private static double millis(Segmenter segmenter, Sample sample) {
        BufferedImage image = sample.image();
        long started = System.nanoTime();
        segmenter.segment(image);
        return (System.nanoTime() - started) / 1e6;
    }
}
