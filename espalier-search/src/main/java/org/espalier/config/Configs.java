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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Configurations are records: the components are the keys, a record within is a group of keys. A sealed interface of records is a group with
 * one more key that says which record it is. Compact constructors say what is allowed, in messages that begin with the component's name and
 * a colon (see {@link org.espalier.problem.Allowed}). A preset is a value of the record; a file overlays it, and single settings overlay the
 * file: groups and maps key by key, everything else as a whole.
 *
 * <p>Everything is strict: an unknown or repeated key, a value of another type and a value out of range are refused with the full key, the
 * place where it was set, what was got and what is allowed. Numbers are never made of texts, whole numbers never of fractions. Only an
 * {@link Optional} component may be {@code null}. Enum constants are read in any case.
 */
public final class Configs {

    private Configs() {}

    /**
     * The configuration that is in force.
     *
     * @param preset the value of every key that is set nowhere else
     * @param file YAML that overlays it, if there is one; it need not mention every key
     * @param sets settings such as {@code train.batch=4} that overlay both, the last of equals winning
     * @throws BadUsage if anything in the file or the settings is not exactly right
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
     * The configuration in a file that has every key, as {@link #write} writes it.
     *
     * @throws BadUsage if a key is missing, or anything is not exactly right
     */
    public static <T extends Record> T read(Class<T> type, Path file) {
        return Binding.bind(type, Layer.ofFile(file));
    }

    /**
     * Replaces the file by YAML with every key, so that {@link #read} gives an equal configuration.
     *
     * @throws Failure if the file cannot be written
     */
    public static void write(Record config, Path file) {
        AtomicFile.write(file, text(config));
    }

    /** YAML with every key, in the order of the record's components. */
    public static String text(Record config) {
        return Yaml.MAPPER.writeValueAsString(config);
    }

    /** The keys whose values differ, in the order of the record's components; none if and only if the two are equal. */
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
            if (property.getValue() instanceof ObjectNode inner) {
                collectLeaves(inner, prefix + property.getKey() + ".", leaves);
            } else {
                leaves.put(prefix + property.getKey(), property.getValue().toString());
            }
        }
    }

    private static ObjectNode tree(Record config) {
        return Yaml.MAPPER.valueToTree(config);
    }
}
