package org.espalier.search.diagnosis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.Tensors;
import org.espalier.space.Supernet;

/** Accumulates the gradients of the choices' logits over the architecture steps of an epoch. */
public final class GradientSums {

    private static final String STEPS = "steps";
    private static final String RATES = "rates";
    private static final String GRADIENTS = "gradients.";
    private static final String SQUARES = "squares.";

    private final LogitSlices slices;
    private final SequencedMap<String, Sums> byChoice = new LinkedHashMap<>();
    private long steps;
    private double rates;

    /** Sums of each option's gradients and of their squares. */
    private record Sums(double[] gradients, double[] squares) {}

    private GradientSums(LogitSlices slices) {
        this.slices = slices;
        reset();
    }

    /** Empty sums for a supernet. */
    public static GradientSums of(Supernet supernet) {
        return new GradientSums(LogitSlices.of(supernet));
    }

    /** Discards all steps. */
    public void reset() {
        steps = 0;
        rates = 0;
        slices.options()
                .forEach((choice, options) -> byChoice.put(choice, new Sums(new double[options], new double[options])));
    }

    /**
     * Adds a step.
     *
     * @param gradients of all architecture parameters by name, before clipping and weight decay
     * @param rate learning rate of the step
     */
    public void add(Map<String, double[]> gradients, double rate) {
        steps++;
        rates += rate;
        slices.in(gradients).forEach((choice, own) -> {
            Sums sums = byChoice.get(choice);
            for (int option = 0; sums != null && option < own.length; option++) {
                sums.gradients[option] += own[option];
                sums.squares[option] += own[option] * own[option];
            }
        });
    }

    /** The sums, for a checkpoint. */
    public Tensors toTensors() {
        Map<String, TensorData> tensors = new TreeMap<>();
        tensors.put(STEPS, TensorData.of(new long[] {steps}));
        tensors.put(RATES, TensorData.of(new double[] {rates}));
        byChoice.forEach((choice, sums) -> {
            tensors.put(GRADIENTS + choice, TensorData.of(sums.gradients, sums.gradients.length));
            tensors.put(SQUARES + choice, TensorData.of(sums.squares, sums.squares.length));
        });
        return Tensors.of(tensors);
    }

    /** Goes on with what {@link #toTensors} gave. */
    public void restore(Tensors saved) {
        steps = saved.get(STEPS).longs()[0];
        rates = saved.get(RATES).doubles()[0];
        byChoice.replaceAll((choice, sums) -> new Sums(
                saved.get(GRADIENTS + choice).doubles(),
                saved.get(SQUARES + choice).doubles()));
    }

    /** Number of architecture steps of the epoch so far. */
    public long steps() {
        return steps;
    }

    /** The summary of the steps so far. */
    GradientSummary summary() {
        SequencedMap<String, GradientSummary.OfChoice> all = new LinkedHashMap<>();
        byChoice.forEach((choice, sums) -> all.put(choice, ofChoice(sums)));
        return new GradientSummary(steps, steps == 0 ? 0 : rates / steps, all);
    }

    private GradientSummary.OfChoice ofChoice(Sums sums) {
        int options = sums.gradients.length;
        double means = 0;
        double variances = 0;
        for (int option = 0; option < options && steps > 0; option++) {
            double mean = sums.gradients[option] / steps;
            means += mean * mean;
            variances += Math.max(0, sums.squares[option] - steps * mean * mean) / Math.max(1, steps - 1);
        }
        return new GradientSummary.OfChoice(options, Math.sqrt(means / options), Math.sqrt(variances / options));
    }
}
