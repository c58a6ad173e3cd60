package org.espalier.safetensors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.problem.BadData;
import org.espalier.problem.Nearest;

/**
 * Ordered named tensors with metadata: the content of one safetensors file.
 *
 * @param byName the tensors; the order is kept in a file among tensors of one element size
 * @param metadata free text by key, sorted
 */
public record Tensors(Map<String, TensorData> byName, SortedMap<String, String> metadata) {

    /** The name of a file's metadata; no tensor can have it. */
    static final String METADATA = "__metadata__";

    /** @throws IllegalArgumentException if a tensor has the reserved name {@code __metadata__} */
    public Tensors {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
        if (byName.containsKey(METADATA)) {
            throw new IllegalArgumentException("no tensor can be named " + METADATA + ": the format reserves it");
        }
    }

    /** Tensors without metadata. */
    public static Tensors of(Map<String, TensorData> byName) {
        return new Tensors(byName, Collections.emptySortedMap());
    }

    /** The same tensors with this metadata instead. */
    public Tensors withMetadata(Map<String, String> metadata) {
        return new Tensors(byName, new TreeMap<>(metadata));
    }

    /** Bytes of all values together. */
    public long bytes() {
        return byName.values().stream()
                .mapToLong(tensor -> tensor.bytes().capacity())
                .sum();
    }

    /** All names, in order. */
    public Set<String> names() {
        return byName.keySet();
    }

    /** The tensor of that name, if there is one. */
    public Optional<TensorData> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The tensor of that name.
     *
     * @throws BadData if there is none; names the nearest
     */
    public TensorData get(String name) {
        return find(name).orElseThrow(() -> missing(name));
    }

    private BadData missing(String name) {
        String nearest = Nearest.to(name, names())
                .map(near -> "; the nearest is \"" + near + "\"")
                .orElse("");
        return new BadData("no tensor \"" + name + "\" among " + byName.size() + nearest);
    }
}
