package org.espalier.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.problem.BadUsage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.StringNode;

/**
 * One {@code key=value} of the command line. What the value's text means is decided by the component it sets: {@code 4} is a number for an
 * int and a text for a String; a list is written {@code 1,2,3}, with or without brackets.
 */
record Setting(String key, String value) {

    /** @throws BadUsage if there is no key or no {@code =} */
    static Setting parse(String text) {
        int split = text.indexOf('=');
        if (split < 1) {
            throw new BadUsage("--set " + text + ": expected KEY=VALUE, such as train.batch=4");
        }
        return new Setting(
                text.substring(0, split).strip(), text.substring(split + 1).strip());
    }

    /** @throws BadUsage if the record has no such key, or the value cannot be one of its type */
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

    private Type inside(Type group, String name, String outer) {
        Type type = unwrapped(group);
        if (isA(type, Map.class)) {
            return argument(type, 1);
        }
        if (!(type instanceof Class<?> record) || !record.isRecord()) {
            throw new BadUsage(this + ": " + outer + " is a single value; there is no key \"" + name + "\" in it");
        }
        RecordComponent[] components = record.getRecordComponents();
        return Arrays.stream(components)
                .filter(component -> component.getName().equals(name))
                .findFirst()
                .map(RecordComponent::getGenericType)
                .orElseThrow(() -> UnknownKey.of(
                        toString(),
                        outer,
                        name,
                        Arrays.stream(components).map(RecordComponent::getName).toList()));
    }

    private JsonNode node(Type declared, String text) {
        Type type = unwrapped(declared);
        if (isA(type, Collection.class)) {
            return list(argument(type, 0), text);
        }
        return isWritten(type) ? parsed(text) : StringNode.valueOf(text);
    }

    private JsonNode list(Type element, String text) {
        if (isA(element, Collection.class)) {
            return parsed(text);
        }
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        String inner = bracketed ? text.substring(1, text.length() - 1) : text;
        ArrayNode list = Yaml.MAPPER.createArrayNode();
        if (!inner.isBlank()) {
            List.of(inner.split(",", -1)).forEach(part -> list.add(node(element, part.strip())));
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

    /** Whether a value of this type looks the same in YAML as on the command line: numbers, booleans and groups. */
    private static boolean isWritten(Type type) {
        return type instanceof Class<?> one
                        && (one.isPrimitive()
                                || Number.class.isAssignableFrom(one)
                                || one == Boolean.class
                                || one.isRecord())
                || isA(type, Map.class);
    }

    private static Type unwrapped(Type type) {
        return isA(type, Optional.class) ? argument(type, 0) : type;
    }

    private static boolean isA(Type type, Class<?> wanted) {
        return type instanceof ParameterizedType generic
                && generic.getRawType() instanceof Class<?> raw
                && wanted.isAssignableFrom(raw);
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
