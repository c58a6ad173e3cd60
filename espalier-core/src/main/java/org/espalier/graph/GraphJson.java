package org.espalier.graph;

import com.fasterxml.jackson.annotation.Nulls;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.espalier.file.Sha256;
import org.espalier.text.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A graph as JSON and back: {@code {"format": 1, "nodes": [{"name", "op", "inputs"}, ...], "outputs": {...}}}, nodes in
 * canonical order, so that equal graphs give equal bytes.
 */
public final class GraphJson {

    private static final int FORMAT = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    /** The JSON form of a graph, also inside other JSON. */
    record Document(int format, List<Node> nodes, SequencedMap<String, String> outputs) {

        static Document of(Graph graph) {
            return new Document(FORMAT, graph.nodes(), new TreeMap<>(graph.outputs()));
        }

        Graph graph() {
            if (format != FORMAT) {
                throw new InvalidGraph(
                        Text.format("graph JSON of format %d; this version reads format %d", format, FORMAT));
            }
            return Graph.of(nodes, outputs);
        }
    }

    private GraphJson() {}

    /** The canonical JSON. */
    public static String write(Graph graph) {
        return MAPPER.writeValueAsString(graph);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws InvalidGraph if it is not such JSON, or describes an invalid graph
     */
    public static Graph read(String json) {
        try {
            return Optional.ofNullable(MAPPER.readValue(json, Document.class))
                    .orElseThrow(() -> new InvalidGraph("not a graph's JSON: null"))
                    .graph();
        } catch (JacksonException e) {
            throw new InvalidGraph("not a graph's JSON: " + e.getOriginalMessage());
        }
    }

    /** SHA-256 of the canonical JSON, in hexadecimal. */
    static String hash(Graph graph) {
        MessageDigest digest = Sha256.digest();
        MAPPER.writeValue(new DigestOutputStream(OutputStream.nullOutputStream(), digest), graph);
        return HexFormat.of().formatHex(digest.digest());
    }
}
