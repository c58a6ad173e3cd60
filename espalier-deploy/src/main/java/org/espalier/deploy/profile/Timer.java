package org.espalier.deploy.profile;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.espalier.deploy.FloatTensor;
import org.espalier.deploy.OnnxModel;
import org.espalier.deploy.onnx.ImageSize;
import org.espalier.deploy.onnx.OnnxWriter;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Weight;
import org.espalier.machine.Timings;
import org.espalier.random.Seed;

/** Times a graph in ONNX Runtime, with random weights and random values around 1. */
final class Timer implements AutoCloseable {

    private static final Seed WEIGHTS = new Seed(1);
    private static final Seed VALUES = new Seed(2);

    private final OnnxModel model;
    private final OnnxModel.Repetition run;

    private Timer(OnnxModel model) {
        this.model = model;
        Map<String, FloatTensor> values = new LinkedHashMap<>();
        model.inputs().forEach((name, shape) -> values.put(name, random(shape)));
        this.run = model.repeat(values);
    }

    static Timer of(Graph graph, Extent extent, int threads) {
        byte[] bytes = OnnxWriter.bytes(graph, Timer::weights, new ImageSize.Fixed(extent), Map.of());
        return new Timer(OnnxModel.of(bytes, "timed.onnx", threads));
    }

    /** Milliseconds of one run. */
    double millis() {
        long started = System.nanoTime();
        run.run();
        return (System.nanoTime() - started) / 1e6;
    }

    private static FloatTensor random(List<Integer> shape) {
        RandomGenerator random = VALUES.generator();
        float[] values = new float[Math.toIntExact(Weight.elements(shape))];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.5f + random.nextFloat();
        }
        return new FloatTensor(shape, values);
    }

    private static float[] weights(Weight.Named weight) {
        double[] values = weight.initializer().values(weight, WEIGHTS);
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /**
     * The lower quartile of the first {@code count} values: other work on the machine only adds time, and rarely to the
     * shortest runs.
     */
    static double quartile(double[] values, int count) {
        return Timings.percentile(Arrays.copyOf(values, count), 25);
    }

    @Override
    public void close() {
        run.close();
        model.close();
    }
}
