package org.espalier.search.diagnosis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.espalier.run.Event;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Summary of the gradients of the choices' logits over the architecture steps of an epoch.
 *
 * @param steps number of architecture steps of the epoch
 * @param rate their mean learning rate
 * @param byChoice in the order of the space
 */
record GradientSummary(long steps, double rate, SequencedMap<String, OfChoice> byChoice) {

    static final String KIND = "gradients";

    private static final String STEPS = "architectureSteps";
    private static final String RATE = "learningRate";
    private static final String BY_CHOICE = "byChoice";

    /**
     * The gradients of one choice; each value is a root mean square over its options.
     *
     * @param mean of the options' mean gradients
     * @param spread of their standard deviations over the steps; 0 if there was one step
     */
    record OfChoice(int options, double mean, double spread) {

        /** The standard deviation for the null; after a single step, the size of its gradients. */
        double deviation() {
            return spread > 0 ? spread : mean;
        }
    }

    OfChoice of(String choice) {
        return Objects.requireNonNull(byChoice.get(choice), choice);
    }

    /**
     * The mean divided by its standard error: about 1 for gradients without signal, else about the signal-to-noise
     * ratio times the root of the number of steps.
     */
    double t(OfChoice gradients) {
        return gradients.spread > 0 ? gradients.mean / (gradients.spread / Math.sqrt(steps)) : 0;
    }

    /** All choices together; each option counts once. */
    OfChoice overall() {
        int options = byChoice.values().stream().mapToInt(OfChoice::options).sum();
        return new OfChoice(options, rms(options, OfChoice::mean), rms(options, OfChoice::spread));
    }

    private double rms(int options, ToDoubleFunction<OfChoice> value) {
        double squares = byChoice.values().stream()
                .mapToDouble(one -> one.options * Math.pow(value.applyAsDouble(one), 2))
                .sum();
        return options == 0 ? 0 : Math.sqrt(squares / options);
    }

    Event event(long step) {
        OfChoice all = overall();
        ObjectNode choices = JsonNodeFactory.instance.objectNode();
        byChoice.forEach((choice, one) -> choices.set(
                choice,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("options", one.options)
                        .put("mean", one.mean)
                        .put("spread", one.spread)
                        .put("t", t(one))));
        return Event.now(KIND, step)
                .with(STEPS, steps)
                .with(RATE, rate)
                .with("mean", all.mean)
                .with("spread", all.spread)
                .with("t", t(all))
                .with(BY_CHOICE, choices);
    }

    /** Reads what {@link #event} wrote. */
    static GradientSummary of(Event event) {
        SequencedMap<String, OfChoice> byChoice = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> choice :
                event.fields().required(BY_CHOICE).properties()) {
            JsonNode one = choice.getValue();
            byChoice.put(
                    choice.getKey(),
                    new OfChoice(
                            one.required("options").intValue(),
                            one.required("mean").doubleValue(),
                            one.required("spread").doubleValue()));
        }
        return new GradientSummary(
                event.fields().required(STEPS).longValue(),
                event.fields().required(RATE).doubleValue(),
                byChoice);
    }
}
