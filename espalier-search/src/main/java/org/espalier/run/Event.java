package org.espalier.run;

import java.time.Instant;
import java.util.OptionalDouble;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * An event of a run.
 *
 * @param time when it happened
 * @param kind such as {@code epoch}; all events of a kind have the same fields
 * @param step number of steps done at that time
 * @param fields data of the event; numbers become curves in TensorBoard. Must not be modified
 */
public record Event(Instant time, String kind, long step, ObjectNode fields) {

    private static final String TIME = "time";
    private static final String KIND = "event";
    private static final String STEP = "step";
    private static final Set<String> RESERVED = Set.of(TIME, KIND, STEP);

    /** An event without fields, at the current time. */
    public static Event now(String kind, long step) {
        return new Event(Instant.now(), kind, step, Json.MAPPER.createObjectNode());
    }

    /** A copy with one more number. NaN and the infinities are strings in JSON. */
    public Event with(String field, double value) {
        return with(
                field, Double.isFinite(value) ? DoubleNode.valueOf(value) : StringNode.valueOf(Double.toString(value)));
    }

    /** A copy with one more integer. */
    public Event with(String field, long value) {
        return with(field, LongNode.valueOf(value));
    }

    /** A copy with one more string. */
    public Event with(String field, String value) {
        return with(field, StringNode.valueOf(value));
    }

    /**
     * A copy with one more field of any type.
     *
     * @throws IllegalArgumentException if the name is reserved
     */
    public Event with(String field, JsonNode value) {
        if (RESERVED.contains(field)) {
            throw new IllegalArgumentException("the field name \"" + field + "\" is reserved; use another name");
        }
        ObjectNode more = fields.deepCopy();
        more.set(field, value);
        return new Event(time, kind, step, more);
    }

    /** The value of a numeric field; empty if there is no such field or it is not a number. */
    public OptionalDouble number(String field) {
        JsonNode value = fields.path(field);
        if (value.isNumber()) {
            return OptionalDouble.of(value.doubleValue());
        }
        return switch (value.asString("")) {
            case "NaN" -> OptionalDouble.of(Double.NaN);
            case "Infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-Infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            default -> OptionalDouble.empty();
        };
    }

    /** One line of JSON. */
    String toJson() {
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.put(TIME, time.toString()).put(KIND, kind).put(STEP, step).setAll(fields);
        return Json.MAPPER.writeValueAsString(line);
    }

    /**
     * Parses a line.
     *
     * @throws RuntimeException if it is not an event
     */
    static Event ofJson(String json) {
        if (!(Json.MAPPER.readTree(json) instanceof ObjectNode line)) {
            throw new IllegalArgumentException("an event is a JSON object with " + TIME + ", " + KIND + " and " + STEP);
        }
        Instant time = Instant.parse(line.required(TIME).stringValue());
        String kind = line.required(KIND).stringValue();
        long step = line.required(STEP).longValue();
        return new Event(time, kind, step, line.remove(RESERVED));
    }
}
