package org.espalier.data.labelme;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadData;
import org.espalier.text.Text;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON file of labelme, as far as it is needed.
 *
 * @param shapes in the order in which they were drawn
 * @param imageHeight pixels
 * @param imageWidth pixels
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Outlines(List<Shape> shapes, int imageHeight, int imageWidth) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /**
     * One shape.
     *
     * @param label name of its class
     * @param points x and y of each, in pixels from the left upper corner
     * @param type polygon if it is absent
     * @param mask of the type mask: a PNG in Base64
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Shape(
            String label,
            List<List<Double>> points,
            @JsonProperty("shape_type") @Nullable String type,
            @Nullable String mask) {

        /** @throws BadData if it is no area or lacks points; the message names the file */
        void draw(Canvas canvas, int number, Path file) {
            String kind = type == null ? "polygon" : type;
            switch (kind) {
                case "polygon" -> canvas.polygon(requirePoints(3, Integer.MAX_VALUE, file), number);
                case "oriented_rectangle" -> canvas.polygon(requirePoints(4, 4, file), number);
                case "rectangle" -> canvas.rectangle(requirePoints(2, 2, file), number);
                case "circle" -> canvas.circle(requirePoints(2, 2, file), number);
                case "mask" -> canvas.stamp(requirePoints(2, 2, file), StampFile.decode(mask, file), number);
                default ->
                    throw new BadData(Text.format(
                            "%s: the shape '%s' of type %s has no area; allowed are polygon, rectangle,"
                                    + " oriented_rectangle, circle and mask",
                            file, label, kind));
            }
        }

        private List<List<Double>> requirePoints(int least, int most, Path file) {
            if (points.size() < least || points.size() > most || points.stream().anyMatch(point -> point.size() != 2)) {
                throw new BadData(Text.format(
                        "%s: the shape '%s' has %d points, too few or too many for its type",
                        file, label, points.size()));
            }
            return points;
        }
    }

    /** @throws BadData if it is no JSON file of labelme */
    static Outlines read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Outlines outlines = JSON.readValue(in, Outlines.class);
            if (outlines == null
                    || outlines.shapes() == null
                    || outlines.shapes().stream().anyMatch(shape -> shape.label() == null || shape.points() == null)) {
                throw new BadData(
                        Text.format("%s: no JSON file of labelme: it needs shapes with label and points", file));
            }
            return outlines;
        } catch (IOException e) {
            throw new BadData(Text.format("%s: cannot be read: %s", file, FileProblem.of(e)), e);
        } catch (JacksonException e) {
            throw new BadData(
                    Text.format(
                            "%s, line %d: no JSON file of labelme: %s",
                            file, e.getLocation().getLineNr(), e.getOriginalMessage()),
                    e);
        }
    }
}
