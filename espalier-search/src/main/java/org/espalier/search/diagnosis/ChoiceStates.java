package org.espalier.search.diagnosis;

import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.espalier.run.Event;
import org.espalier.space.Choice;
import org.espalier.space.ChoiceWeights;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The states of all choices between two or more options, at the end of an epoch. Curves show their mean, minimum and
 * maximum; a curve for each choice would be hundreds, so single choices are only in the event.
 *
 * @param byChoice in the order of the space
 */
record ChoiceStates(SequencedMap<String, ChoiceState> byChoice) {

    static final String KIND = "choices";

    private static final String BY_CHOICE = "byChoice";

    static ChoiceStates of(List<Choice> choices, Map<String, double[]> weights) {
        SequencedMap<String, ChoiceState> states = new LinkedHashMap<>();
        choices.stream()
                .filter(choice -> choice.options().size() > 1)
                .forEach(choice -> states.put(
                        choice.name(), ChoiceState.of(choice.options(), ChoiceWeights.of(weights, choice.name()))));
        return new ChoiceStates(states);
    }

    /** The decision of each choice. */
    Map<String, String> decisions() {
        Map<String, String> decisions = new LinkedHashMap<>();
        byChoice.forEach((choice, state) -> decisions.put(choice, state.decision()));
        return decisions;
    }

    /**
     * The event {@code choices}.
     *
     * @param earlier decisions one epoch before; empty at the first
     */
    Event event(long step, Map<String, String> earlier) {
        ObjectNode single = JsonNodeFactory.instance.objectNode();
        byChoice.forEach((choice, state) -> single.set(choice, state.json()));
        Event event =
                Event.now(KIND, step).with("decisions", byChoice.size()).with("decisionsChanged", changed(earlier));
        event = withSummary(event, "entropy", ChoiceState::entropy);
        event = withSummary(event, "relativeEntropy", ChoiceState::relativeEntropy);
        event = withSummary(event, "margin", ChoiceState::margin);
        return event.with(BY_CHOICE, single);
    }

    /** The decisions in an event. */
    static Map<String, String> decisions(Event event) {
        Map<String, String> decisions = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> choice :
                event.fields().required(BY_CHOICE).properties()) {
            decisions.put(
                    choice.getKey(),
                    choice.getValue().required(ChoiceState.DECISION).stringValue());
        }
        return decisions;
    }

    private long changed(Map<String, String> earlier) {
        return decisions().entrySet().stream()
                .filter(decision -> !earlier.getOrDefault(decision.getKey(), decision.getValue())
                        .equals(decision.getValue()))
                .count();
    }

    private Event withSummary(Event event, String name, ToDoubleFunction<ChoiceState> value) {
        if (byChoice.isEmpty()) {
            return event;
        }
        DoubleSummaryStatistics all =
                byChoice.values().stream().mapToDouble(value).summaryStatistics();
        return event.with(name + "Mean", all.getAverage())
                .with(name + "Least", all.getMin())
                .with(name + "Largest", all.getMax());
    }
}
