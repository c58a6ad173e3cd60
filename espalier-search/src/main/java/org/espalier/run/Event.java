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
 * Something that happened in a run.
 *
 * @param time when
 * @param kind what, such as {@code epoch}; the same kind has the same fields
 * @param step how many steps were done by then
 * @param fields what is told of it; numbers become curves. Not to be changed
 */
public record Event(Instant time, String kind, long step, ObjectNode fields) {

    private static final String TIME = "time";
    private static final String KIND = "event";
    private static final String STEP = "step";
    private static final Set<String> RESERVED = Set.of(TIME, KIND, STEP);

    /** An event without fields, at this moment. */
    public static Event now(String kind, long step) {
        return new Event(Instant.now(), kind, step, Json.MAPPER.createObjectNode());
    }

    /** This with one more number; NaN and the infinities are kept, as texts in JSON. */
    public Event with(String field, double value) {
        return with(
                field, Double.isFinite(value) ? DoubleNode.valueOf(value) : StringNode.valueOf(Double.toString(value)));
    }

    /** This with one more whole number. */
    public Event with(String field, long value) {
        return with(field, LongNode.valueOf(value));
    }

    /** This with one more text. */
    public Event with(String field, String value) {
        return with(field, StringNode.valueOf(value));
    }

    /** This with one more field of any kind. */
    public Event with(String field, JsonNode value) {
        if (RESERVED.contains(field)) {
            throw new IllegalArgumentException("an event has a \"" + field + "\" of itself; name the field otherwise");
        }
        ObjectNode more = fields.deepCopy();
        more.set(field, value);
        return new Event(time, kind, step, more);
    }

    /** The number in a field, if there is one. */
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
     * The event in a line.
     *
     * @throws RuntimeException if there is none
     */
    static Event ofJson(String json) {
        if (!(Json.MAPPER.readTree(json) instanceof ObjectNode line)) {
            throw new IllegalArgumentException("an event is an object with " + TIME + ", " + KIND + " and " + STEP);
        }
        Instant time = Instant.parse(line.required(TIME).stringValue());
        String kind = line.required(KIND).stringValue();
        long step = line.required(STEP).longValue();
        return new Event(time, kind, step, line.remove(RESERVED));
    }
}
