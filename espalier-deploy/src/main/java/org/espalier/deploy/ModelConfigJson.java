package org.espalier.deploy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.image.PixelFormat;
import org.espalier.label.LabelClass;
import org.espalier.label.LabelSet;
import org.espalier.problem.BadData;
import org.espalier.text.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A {@link ModelConfig} as JSON, read strictly: missing or unknown fields are errors. */
final class ModelConfigJson {

    private static final int FORMAT = 1;
    private static final String NO_WEIGHTS = "";
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,6})x([0-9]{1,6})");
    private static final Pattern COLOR = Pattern.compile("#[0-9A-Fa-f]{6}");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    /** The file: image size as HEIGHTxWIDTH, colours as in a style sheet. */
    private record Document(
            int format,
            String name,
            List<ColoredClass> classes,
            int ignore,
            String size,
            int channels,
            int bits,
            String architecture,
            String graph,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String weights) {}

    private record ColoredClass(String name, String color) {}

    private ModelConfigJson() {}

    static String write(ModelConfig config) {
        List<ColoredClass> classes = config.labels().classes().stream()
                .map(one -> new ColoredClass(one.name(), one.hexColor()))
                .toList();
        return MAPPER.writeValueAsString(new Document(
                FORMAT,
                config.name(),
                classes,
                LabelSet.IGNORE,
                config.height() + "x" + config.width(),
                config.pixels().channels(),
                config.pixels().bits(),
                config.architecture(),
                config.graph(),
                config.weights().orElse(NO_WEIGHTS)));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param source where it comes from, for error messages
     * @throws BadData if it is not such JSON or has another format
     */
    static ModelConfig read(String json, String source) {
        try {
            int format = MAPPER.readTree(json).path("format").asInt(-1);
            if (format != FORMAT) {
                throw new BadData(Text.format(
                                "%s: got model format %s, this version of Espalier reads format %d; ",
                                source, format < 0 ? "none" : format, FORMAT)
                        + "use the version of Espalier that wrote it, or export the model again");
            }
            return config(MAPPER.treeToValue(whole(MAPPER.readTree(json)), Document.class));
        } catch (JacksonException e) {
            throw new BadData(Text.format("%s: not a model's description: %s", source, e.getOriginalMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new BadData(Text.format("%s: %s", source, e.getMessage()), e);
        }
    }

    /**
     * Adds what descriptions of earlier versions lack: the form of pixels, which was always red, green and blue, and the
     * hash of the weights.
     */
    private static JsonNode whole(JsonNode document) {
        if (document instanceof ObjectNode fields) {
            if (!fields.has("channels") && !fields.has("bits")) {
                fields.put("channels", PixelFormat.RGB.channels());
                fields.put("bits", PixelFormat.RGB.bits());
            }
            if (!fields.has("weights")) {
                fields.put("weights", NO_WEIGHTS);
            }
        }
        return document;
    }

    private static ModelConfig config(Document document) {
        if (document.ignore() != LabelSet.IGNORE) {
            throw new IllegalArgumentException(
                    Text.format("ignore: got %d, allowed: %d", document.ignore(), LabelSet.IGNORE));
        }
        Matcher size = SIZE.matcher(document.size());
        if (!size.matches()) {
            throw new IllegalArgumentException(
                    Text.format("size: got '%s', allowed: HEIGHTxWIDTH, for example 180x240", document.size()));
        }
        return new ModelConfig(
                document.name(),
                new LabelSet(document.classes().stream()
                        .map(ModelConfigJson::labelClass)
                        .toList()),
                new PixelFormat(document.channels(), document.bits()),
                Integer.parseInt(size.group(1)),
                Integer.parseInt(size.group(2)),
                document.architecture(),
                document.graph(),
                Optional.of(document.weights()).filter(hash -> !hash.equals(NO_WEIGHTS)));
    }

    private static LabelClass labelClass(ColoredClass one) {
        if (!COLOR.matcher(one.color()).matches()) {
            throw new IllegalArgumentException(
                    Text.format("colour of class %s: got '%s', allowed: #RRGGBB", one.name(), one.color()));
        }
        return new LabelClass(one.name(), Integer.parseInt(one.color().substring(1), 16));
    }
}
