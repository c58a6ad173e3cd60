package org.espalier.run;

import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.file.AtomicFile;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadData;
import org.espalier.problem.Failure;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Converts the records of a run to JSON and back: exactly their components, in order. */
public final class Json {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private Json() {}

    /**
     * Reads a record from a file.
     *
     * @throws BadData if the file cannot be read or does not hold such a record
     */
    public static <T extends Record> T read(Path file, Class<T> type) {
        return read(file, type, List.of());
    }

    /**
     * As {@link #read(Path, Class)}, for a record that has grown.
     *
     * @param younger components that files of earlier versions lack; they are then empty
     */
    static <T extends Record> T read(Path file, Class<T> type, List<String> younger) {
        try {
            JsonNode tree = MAPPER.readTree(Files.readString(file));
            if (tree instanceof ObjectNode fields) {
                younger.stream().filter(name -> !fields.has(name)).forEach(fields::putNull);
            }
            T record = MAPPER.treeToValue(tree, type);
            if (record == null) {
                throw new BadData(file + " is damaged: it contains null");
            }
            return record;
        } catch (IOException e) {
            throw new BadData("cannot read " + file + ": " + FileProblem.of(e), e);
        } catch (JacksonException e) {
            throw new BadData(
                    file + " is damaged: " + e.getOriginalMessage() + "; restore it from a copy or start the run again",
                    e);
        }
    }

    /**
     * Writes a record to a file; replaces an existing one.
     *
     * @throws Failure if the file cannot be written
     */
    public static void write(Path file, Record record) {
        AtomicFile.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(record) + "\n");
    }

    /**
     * As {@link #write}, in fewer bytes: without spaces, and with a line break only before the objects of a list.
     *
     * @param first name of the first component of those objects, and of no others
     */
    public static void writeCompact(Path file, Record record, String first) {
        String json = MAPPER.writeValueAsString(record);
        String start = "{\"" + first + "\":";
        AtomicFile.write(file, json.replace(start, "\n" + start) + "\n");
    }
}
