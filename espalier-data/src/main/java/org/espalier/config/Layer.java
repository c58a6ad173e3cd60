package org.espalier.config;

import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadUsage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A set of keys with their values, and where each was set.
 *
 * @param tree the values
 * @param origins where each full key was set, in the order of setting: a file and line, or a {@code --set}
 */
record Layer(ObjectNode tree, Map<String, String> origins) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * Reads a YAML file; an empty one sets nothing.
     *
     * @throws BadUsage if it cannot be read or is not a single YAML mapping without repeated keys
     */
    static Layer ofFile(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new BadUsage("cannot read the config " + file + ": " + FileProblem.of(e), e);
        }
        return new LayerReader(file.toString()).read(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    }

    /** A single value at a single key. */
    static Layer ofSetting(String key, JsonNode value, String origin) {
        ObjectNode root = Yaml.MAPPER.createObjectNode();
        ObjectNode group = root;
        String[] names = key.split("\\.");
        for (int i = 0; i < names.length - 1; i++) {
            group = group.putObject(names[i]);
        }
        group.set(names[names.length - 1], value);
        return new Layer(root, Map.of(key, origin));
    }

    /**
     * This layer with the values of another on top: groups are merged key by key; everything else, lists included, is
     * replaced. A group that selects another record replaces the old group, whose keys do not apply to it.
     */
    Layer overlaidBy(Layer other, Type type) {
        SequencedMap<String, String> merged = new LinkedHashMap<>(origins);
        other.origins.forEach(merged::putLast);
        return new Layer(overlay(tree, other.tree, type), merged);
    }

    /**
     * Where a key was set: the key itself, else the last key inside it, else the innermost enclosing group; empty for a
     * default.
     */
    Optional<String> origin(String key) {
        if (origins.containsKey(key)) {
            return Optional.of(origins.get(key));
        }
        Optional<String> inside = origins.keySet().stream()
                .filter(inner -> inner.startsWith(key + "."))
                .reduce((first, second) -> second)
                .map(origins::get);
        return inside.isPresent() || key.isEmpty() ? inside : origin(parent(key));
    }

    private static String parent(String key) {
        int end = Math.max(key.lastIndexOf('.'), key.lastIndexOf('['));
        return end < 0 ? "" : key.substring(0, end);
    }

    private static ObjectNode overlay(ObjectNode below, ObjectNode above, Type type) {
        Shape shape = Shape.of(type);
        if (shape instanceof Shape.Choice choice && isAnother(choice.tag(), below, above)) {
            return above;
        }
        ObjectNode result = below.deepCopy();
        above.properties().forEach(property -> {
            String name = shape.canonical(property.getKey());
            Optional<Type> inner = shape.at(name);
            boolean groups = result.get(name) instanceof ObjectNode && property.getValue() instanceof ObjectNode;
            result.set(
                    name,
                    groups && inner.isPresent()
                            ? overlay((ObjectNode) result.get(name), (ObjectNode) property.getValue(), inner.get())
                            : property.getValue());
        });
        return result;
    }

    private static boolean isAnother(String tag, ObjectNode below, ObjectNode above) {
        return above.has(tag) && !above.get(tag).equals(below.get(tag));
    }
}
