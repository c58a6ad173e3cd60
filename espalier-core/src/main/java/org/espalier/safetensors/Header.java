package org.espalier.safetensors;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.problem.BadData;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON header of a safetensors file: the position of each tensor.
 *
 * @param slots the tensors in the order of their bytes, from 0 without gaps
 * @param metadata free text by key
 */
record Header(List<Slot> slots, SortedMap<String, String> metadata) {

    /** Headers are padded with blanks to a multiple of this, so that the data are aligned. */
    private static final int ALIGNMENT = 8;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * One tensor's position.
     *
     * @param begin its first byte, counted from the end of the header
     * @param end the byte after its last
     */
    record Slot(String name, Dtype dtype, List<Long> shape, long begin, long end) {}

    /** Lays the tensors out: larger elements first, so that each is aligned to its size; otherwise in their order. */
    static Header of(Tensors tensors) {
        List<Map.Entry<String, TensorData>> entries =
                new ArrayList<>(tensors.byName().entrySet());
        entries.sort(Comparator.comparingInt(entry -> -entry.getValue().dtype().bytes()));
        List<Slot> slots = new ArrayList<>();
        long begin = 0;
        for (Map.Entry<String, TensorData> entry : entries) {
            TensorData tensor = entry.getValue();
            long end = begin + tensor.bytes().remaining();
            slots.add(new Slot(entry.getKey(), tensor.dtype(), tensor.shape(), begin, end));
            begin = end;
        }
        return new Header(slots, tensors.metadata());
    }

    /** The JSON in UTF-8, padded. */
    byte[] encode() {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode text = root.putObject(Tensors.METADATA);
            metadata.forEach(text::put);
        }
        for (Slot slot : slots) {
            ObjectNode node = root.putObject(slot.name());
            node.put("dtype", slot.dtype().name());
            slot.shape().forEach(node.putArray("shape")::add);
            node.putArray("data_offsets").add(slot.begin()).add(slot.end());
        }
        byte[] json = JSON.writeValueAsBytes(root);
        byte[] padded = Arrays.copyOf(json, Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }

    /**
     * Reads and checks a header.
     *
     * @param bytes the JSON
     * @param dataBytes the number of bytes that follow it in the file
     * @param file name for error messages
     * @throws BadData if the JSON is not a strict safetensors header, or does not describe exactly {@code dataBytes}
     *     bytes
     */
    static Header decode(ByteBuffer bytes, long dataBytes, String file) {
        JsonNode root = parse(bytes, file);
        List<Slot> slots = new ArrayList<>();
        SortedMap<String, String> metadata = new TreeMap<>();
        for (Map.Entry<String, JsonNode> property : root.properties()) {
            if (property.getKey().equals(Tensors.METADATA)) {
                metadata.putAll(metadata(property.getValue(), file));
            } else {
                slots.add(slot(property.getKey(), property.getValue(), dataBytes, file));
            }
        }
        slots.sort(Comparator.comparingLong(Slot::begin).thenComparingLong(Slot::end));
        requireNoGaps(slots, dataBytes, file);
        return new Header(List.copyOf(slots), metadata);
    }

    private static JsonNode parse(ByteBuffer bytes, String file) {
        if (!bytes.hasRemaining() || bytes.get(0) != '{') {
            throw new BadData(
                    file + ": the header must be a JSON object and begin with {; the file is not safetensors");
        }
        try {
            return JSON.readTree(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            throw new BadData(file + ": the header is not UTF-8; the file is damaged or not safetensors", e);
        } catch (JacksonException e) {
            throw new BadData(file + ": the header is not strict JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Map<String, String> metadata(JsonNode node, String file) {
        Map<String, String> text = new TreeMap<>();
        if (!node.isObject()) {
            throw new BadData(
                    file + ": " + Tensors.METADATA + " must be an object of strings, got " + node.getNodeType());
        }
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (!property.getValue().isString()) {
                throw new BadData(file + ": " + Tensors.METADATA + "." + property.getKey() + " must be a string, got "
                        + property.getValue().getNodeType());
            }
            text.put(property.getKey(), property.getValue().stringValue());
        }
        return text;
    }

    private static Slot slot(String name, JsonNode node, long dataBytes, String file) {
        String where = file + ": tensor \"" + name + "\": ";
        if (!node.isObject() || !Set.copyOf(node.propertyNames()).equals(Set.of("dtype", "shape", "data_offsets"))) {
            throw new BadData(
                    where + "must have dtype, shape and data_offsets and nothing else, got " + shortened(node));
        }
        Dtype dtype = dtype(node.get("dtype"), where);
        List<Long> shape = lengths(node.get("shape"), where + "shape ");
        List<Long> offsets = lengths(node.get("data_offsets"), where + "data_offsets ");
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1) || offsets.get(1) > dataBytes) {
            throw new BadData(where + "data_offsets must be [begin, end] with begin <= end <= " + dataBytes
                    + " (the bytes after the header), got " + offsets + "; a truncated file gives this error");
        }
        Slot slot = new Slot(name, dtype, shape, offsets.get(0), offsets.get(1));
        requireBytes(slot, where);
        return slot;
    }

    private static Dtype dtype(JsonNode node, String where) {
        return Arrays.stream(Dtype.values())
                .filter(dtype -> node.isString() && dtype.name().equals(node.stringValue()))
                .findFirst()
                .orElseThrow(() -> new BadData(where + "dtype must be one of " + Arrays.toString(Dtype.values())
                        + ", got " + shortened(node)));
    }

    private static List<Long> lengths(JsonNode node, String where) {
        boolean sound = node.isArray()
                && node.valueStream().allMatch(n -> n.isIntegralNumber() && n.canConvertToLong() && n.longValue() >= 0);
        if (!sound) {
            throw new BadData(where + "must be an array of whole numbers from 0 on, got " + shortened(node));
        }
        return node.valueStream().map(JsonNode::longValue).toList();
    }

    private static void requireBytes(Slot slot, String where) {
        long got = slot.end() - slot.begin();
        String described = where + slot.dtype() + " " + slot.shape();
        try {
            long expected = TensorData.byteCount(slot.dtype(), slot.shape());
            if (got != expected) {
                throw new BadData(described + " takes " + expected + " bytes, but data_offsets give " + got);
            }
        } catch (ArithmeticException e) {
            throw new BadData(described + " is larger than any file", e);
        }
        if (got > Integer.MAX_VALUE) {
            throw new BadData(described + " takes " + got + " bytes; a single tensor may have " + Integer.MAX_VALUE);
        }
    }

    private static void requireNoGaps(List<Slot> slots, long dataBytes, String file) {
        long next = 0;
        for (Slot slot : slots) {
            if (slot.begin() != next) {
                throw new BadData(file + ": tensor \"" + slot.name() + "\" begins at byte " + slot.begin()
                        + ", but the one before it ends at " + next + "; tensors may neither overlap nor leave gaps");
            }
            next = slot.end();
        }
        if (next != dataBytes) {
            throw new BadData(file + ": the tensors end at byte " + next + ", but " + dataBytes
                    + " bytes follow the header; the end of the file is from another file, or the header is damaged");
        }
    }

    private static String shortened(JsonNode node) {
        String text = node.toString();
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
