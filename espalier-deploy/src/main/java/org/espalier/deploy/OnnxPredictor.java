package org.espalier.deploy;

import java.util.List;
import java.util.Optional;
import org.espalier.graph.Extent;
import org.espalier.image.Pixels;
import org.espalier.protocol.Logits;
import org.espalier.protocol.Predictor;

/** A network in ONNX Runtime. */
record OnnxPredictor(OnnxModel model, int classes) implements Predictor {

    @Override
    public Optional<Extent> size() {
        List<Integer> input = model.inputs().firstEntry().getValue();
        int height = input.get(2);
        int width = input.get(3);
        return height < 1 || width < 1 ? Optional.empty() : Optional.of(Extent.of(height, width));
    }

    @Override
    public Logits logits(Pixels view) {
        FloatTensor logits = model.run(FloatTensor.ofImage(view));
        List<Integer> shape = logits.shape();
        return new Logits(shape.get(1), shape.get(2), shape.get(3), logits.values());
    }
}
