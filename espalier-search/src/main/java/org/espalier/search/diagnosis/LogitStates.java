package org.espalier.search.diagnosis;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.espalier.run.Event;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The changes of the logits since the start, compared with the null.
 *
 * @param moved current logits of each choice minus the initial ones
 * @param margin the kind of margin that decides
 * @param noSignal the null after the same number of architecture steps
 */
record LogitStates(SequencedMap<String, double[]> moved, Margin margin, NoSignal noSignal) {

    private static final String KIND = "logits";

    /** The current state. */
    static LogitStates of(
            SequencedMap<String, double[]> now, Map<String, double[]> initial, Margin margin, NoSignal noSignal) {
        SequencedMap<String, double[]> moved = new LinkedHashMap<>();
        now.forEach((choice, logits) -> {
            double[] from = Objects.requireNonNull(initial.get(choice), choice);
            double[] difference = new double[logits.length];
            Arrays.setAll(difference, option -> logits[option] - from[option]);
            moved.put(choice, difference);
        });
        return new LogitStates(moved, margin, noSignal);
    }

    /** The root mean square over the logits of all choices. */
    double rms() {
        return Math.sqrt(moved.values().stream()
                .flatMapToDouble(Arrays::stream)
                .map(value -> value * value)
                .average()
                .orElse(0));
    }

    /** Whether the decisions differ from noise. */
    Verdict verdict() {
        if (noSignal.steps() == 0) {
            return Verdict.of(0, 0);
        }
        Map<String, Double> limits = noSignal.margins(margin);
        int beyond = (int) moved.entrySet().stream()
                .filter(choice -> margin.of(choice.getValue()) > limits.getOrDefault(choice.getKey(), 0.0))
                .count();
        return Verdict.of(moved.size(), beyond);
    }

    Event event(long step) {
        NoSignal.Band band = noSignal.rms();
        Map<String, Double> limits = noSignal.margins(margin);
        Verdict verdict = verdict();
        ObjectNode single = JsonNodeFactory.instance.objectNode();
        moved.forEach((choice, values) -> single.set(
                choice,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("margin", margin.of(values))
                        .put("nullMargin", limits.getOrDefault(choice, 0.0))));
        return Event.now(KIND, step)
                .with("architectureSteps", noSignal.steps())
                .with("rms", rms())
                .with("nullRms", band.mean())
                .with("nullRmsLow", band.low())
                .with("nullRmsHigh", band.high())
                .with("beyondNoise", verdict.beyondNoise())
                .with("expectedByChance", verdict.expectedByChance())
                .with("byChoice", single);
    }
}
