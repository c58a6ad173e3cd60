package org.espalier.config;

import java.lang.reflect.Type;
import org.espalier.problem.BadUsage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/**
 * One {@code key=value} of the command line. The type of the component decides how the value is read: {@code 4} is a
 * number for an int and text for a String. A list is written {@code 1,2,3}, with or without brackets; a group as in
 * YAML, {@code {a: 1, b: 2}}.
 */
record Setting(String key, String value) {

    /** @throws BadUsage if there is no key or no {@code =} */
    static Setting parse(String text) {
        int split = text.indexOf('=');
        if (split < 1) {
            throw new BadUsage("--set " + text + ": expected KEY=VALUE, with a key of the run's config.yaml");
        }
        return new Setting(
                text.substring(0, split).strip(), text.substring(split + 1).strip());
    }

    /** @throws BadUsage if the record has no such key, or the value does not fit its type */
    Layer toLayer(Class<? extends Record> root) {
        Type type = root;
        String outer = "";
        for (String name : key.split("\\.")) {
            type = inside(type, name, outer);
            outer = outer.isEmpty() ? name : outer + "." + name;
        }
        return Layer.ofSetting(key, node(type, value), toString());
    }

    @Override
    public String toString() {
        return "--set " + key + "=" + value;
    }

    private Type inside(Type type, String name, String outer) {
        Shape shape = Shape.of(type);
        return shape.at(name)
                .orElseThrow(() -> shape.keys().isEmpty()
                        ? new BadUsage(this + ": " + outer + " has no keys within; set it as a whole")
                        : UnknownKey.of(toString(), outer, name, shape.keys().sequencedKeySet()));
    }

    private JsonNode node(Type type, String text) {
        if (text.equals("null") && type != String.class) {
            return NullNode.getInstance();
        }
        Shape shape = Shape.of(type);
        if (shape instanceof Shape.Text) {
            return StringNode.valueOf(text);
        }
        return shape instanceof Shape.Sequence(Type element) ? sequence(element, text) : parsed(text);
    }

    private JsonNode sequence(Type element, String text) {
        Shape shape = Shape.of(element);
        if (!(shape instanceof Shape.Scalar || shape instanceof Shape.Text)) {
            return parsed(text);
        }
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String inner = bracketed ? text.substring(1, text.length() - 1) : text;
        ArrayNode list = Yaml.MAPPER.createArrayNode();
        if (!inner.isBlank()) {
            for (String part : inner.split(",", -1)) {
                list.add(node(element, part.strip()));
            }
        }
        return list;
    }

    private JsonNode parsed(String text) {
        try {
            return Yaml.MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new BadUsage(this + ": the value is not valid YAML: " + e.getOriginalMessage(), e);
        }
    }
}
