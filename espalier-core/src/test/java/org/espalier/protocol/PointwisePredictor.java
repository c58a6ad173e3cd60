package org.espalier.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.graph.Extent;
import org.espalier.image.Pixels;

/** A network whose logits depend on one pixel each: the red, green and blue values. Notes the sizes of its views. */
final class PointwisePredictor implements Predictor {

    private final Optional<Extent> size;
    private final List<String> seen = new ArrayList<>();

    PointwisePredictor() {
        this.size = Optional.empty();
    }

    PointwisePredictor(int height, int width) {
        this.size = Optional.of(Extent.of(height, width));
    }

    /** Sizes of the views so far. */
    List<String> seen() {
        return seen;
    }

    @Override
    public int classes() {
        return 3;
    }

    @Override
    public Optional<Extent> size() {
        return size;
    }

    @Override
    public Logits logits(Pixels view) {
        seen.add(view.height() + "x" + view.width());
        int pixels = view.height() * view.width();
        float[] values = new float[3 * pixels];
        for (int i = 0; i < values.length; i++) {
            values[i % 3 * pixels + i / 3] = view.bytes()[i] & 0xFF;
        }
        return new Logits(3, view.height(), view.width(), values);
    }
}
