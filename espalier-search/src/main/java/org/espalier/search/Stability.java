package org.espalier.search;

import java.util.List;
import org.espalier.run.Event;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * For how long a search has decoded the same architectures.
 *
 * @param byRule the architectures by decoding rule
 * @param unchangedEpochs epochs since they last changed
 */
record Stability(JsonNode byRule, int unchangedEpochs) {

    /** Before the first epoch. */
    static final Stability NONE = new Stability(JsonNodeFactory.instance.missingNode(), 0);

    private static final String KIND = "decoded";
    private static final String BY_RULE = "byRule";
    private static final String UNCHANGED = "unchangedEpochs";

    /** The state after the last epoch of some events. */
    static Stability in(List<Event> events) {
        return events.stream()
                .filter(event -> event.kind().equals(KIND))
                .reduce((earlier, later) -> later)
                .map(event -> new Stability(event.fields().required(BY_RULE), (int)
                        event.number(UNCHANGED).orElse(0)))
                .orElse(NONE);
    }

    /**
     * The state after one more epoch. Texts are compared: nodes that were read from a file hold other types of numbers.
     *
     * @param learnt whether the architecture was trained in the epoch; otherwise it could not change
     */
    Stability after(JsonNode now, boolean learnt) {
        boolean same = now.toString().equals(byRule.toString());
        return new Stability(now, same && learnt ? unchangedEpochs + 1 : 0);
    }

    /** The event {@code decoded}. */
    Event event(long step) {
        return Event.now(KIND, step).with(BY_RULE, byRule).with(UNCHANGED, unchangedEpochs);
    }
}
