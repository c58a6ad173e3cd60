package org.espalier.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.espalier.file.AtomicFile;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Failure;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes configurations. A configuration is a record: its components are the keys, and a nested record is a
 * group of keys. A sealed interface of records is a group with one more key, which selects the record. Compact
 * constructors check the values, in messages that begin with the component's name and a colon (see
 * {@link org.espalier.problem.Allowed}). A preset is a value of the record. A file overrides the preset, and single
 * settings override the file: groups and maps key by key, everything else as a whole.
 *
 * <p>Reading is strict: unknown or repeated keys, values of the wrong type and values out of range are errors. The
 * message gives the full key, the place where it was set, the value and what is allowed. Strings are not converted to
 * numbers, nor fractions to whole numbers. Only an {@link Optional} component may be {@code null}. Enum constants are
 * case-insensitive.
 */
public final class Configs {

    private Configs() {}

    /**
     * The effective configuration.
     *
     * @param preset the value of every key that is not set elsewhere
     * @param file YAML that overrides the preset, if there is a file; keys may be missing
     * @param sets settings such as {@code train.batch=4}, which override both; the last one of a key wins
     * @throws BadUsage if the file or a setting has an error
     */
    public static <T extends Record> T resolve(Class<T> type, T preset, Optional<Path> file, List<String> sets) {
        Layer layer = new Layer(tree(preset), Map.of());
        if (file.isPresent()) {
            layer = layer.overlaidBy(Layer.ofFile(file.get()), type);
        }
        for (String set : sets) {
            layer = layer.overlaidBy(Setting.parse(set).toLayer(type), type);
        }
        return Binding.bind(type, layer);
    }

    /**
     * Reads a configuration from a file that has every key, as {@link #write} writes it.
     *
     * @throws BadUsage if a key is missing or the file has an error
     */
    public static <T extends Record> T read(Class<T> type, Path file) {
        return Binding.bind(type, Layer.ofFile(file));
    }

    /**
     * Writes a configuration as YAML with every key; {@link #read} gives it back. Replaces an existing file.
     *
     * @throws Failure if the file cannot be written
     */
    public static void write(Record config, Path file) {
        AtomicFile.write(file, text(config));
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws BadUsage if the text is not YAML, or a key is missing or unknown
     */
    public static <T extends Record> T parse(Class<T> type, String text) {
        try {
            if (Yaml.MAPPER.readTree(text) instanceof ObjectNode tree) {
                return Binding.bind(type, new Layer(tree, Map.of()));
            }
        } catch (JacksonException e) {
            throw new BadUsage("config: not YAML: " + e.getOriginalMessage(), e);
        }
        throw new BadUsage("config: got a text without keys; allowed: YAML of " + type.getSimpleName());
    }

    /** The configuration as YAML with every key, in the order of the record's components. */
    public static String text(Record config) {
        return Yaml.MAPPER.writeValueAsString(config);
    }

    /**
     * The keys whose values differ, in the order of the record's components. Empty if and only if the two are equal, but
     * for how a configuration that one holds as text is written.
     */
    public static List<Difference> differences(Record before, Record after) {
        SequencedMap<String, String> old = leaves(before);
        SequencedMap<String, String> now = leaves(after);
        SequencedMap<String, String> keys = new LinkedHashMap<>(old);
        keys.putAll(now);
        List<Difference> differences = new ArrayList<>();
        for (String key : keys.keySet()) {
            String was = old.getOrDefault(key, "absent");
            String is = now.getOrDefault(key, "absent");
            if (!was.equals(is)) {
                differences.add(new Difference(key, was, is));
            }
        }
        return differences;
    }

    private static SequencedMap<String, String> leaves(Record config) {
        SequencedMap<String, String> leaves = new LinkedHashMap<>();
        collectLeaves(tree(config), "", leaves);
        return leaves;
    }

    private static void collectLeaves(ObjectNode group, String prefix, Map<String, String> leaves) {
        for (Map.Entry<String, JsonNode> property : group.properties()) {
            Optional<ObjectNode> inner = group(property.getValue());
            if (inner.isPresent()) {
                collectLeaves(inner.get(), prefix + property.getKey() + ".", leaves);
            } else {
                leaves.put(prefix + property.getKey(), property.getValue().toString());
            }
        }
    }

    /** The keys of a value: also of a whole configuration that is kept as text. */
    private static Optional<ObjectNode> group(JsonNode value) {
        boolean isText = value.isString() && value.stringValue().contains("\n");
        return (isText ? parsed(value.stringValue()) : Optional.of(value))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast);
    }

    private static Optional<JsonNode> parsed(String text) {
        try {
            return Optional.of(Yaml.MAPPER.readTree(text));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode tree(Record config) {
        return Yaml.MAPPER.valueToTree(config);
    }
}
