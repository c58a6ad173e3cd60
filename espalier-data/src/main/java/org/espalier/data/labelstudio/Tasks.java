package org.espalier.data.labelstudio;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.espalier.data.layout.FileTree;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadData;
import org.espalier.text.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tasks of Label Studio's export "JSON": a list of objects with {@code id} and, in {@code data}, the address of the
 * image, whose last part is its file name.
 *
 * @param file the export
 * @param tasks its objects
 */
record Tasks(Path file, JsonNode tasks) {

    /** What Label Studio puts before the name of an uploaded file. */
    private static final Pattern UPLOAD = Pattern.compile("^[0-9a-f]{8}-");

    /** The types of regions that are areas, but not painted. */
    private static final Set<String> OUTLINES =
            Set.of("polygonlabels", "polygon", "ellipselabels", "ellipse", "vectorlabels", "vector");

    private static final String BRUSH = "brushlabels";

    /** What Label Studio puts before the path of a file on its own machine. */
    private static final String LOCAL = "?d=";

    /** @throws BadData if the file is missing or no such export */
    static Tasks read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BadData(Text.format(
                    "%s: no such file; export the project as JSON too, it says which image a task is for", file));
        }
        try (InputStream in = Files.newInputStream(file)) {
            JsonNode tasks = JsonMapper.shared().readTree(in);
            if (tasks.isArray()) {
                return new Tasks(file, tasks);
            }
        } catch (IOException e) {
            throw new BadData(Text.format("%s: cannot be read: %s", file, FileProblem.of(e)), e);
        } catch (JacksonException e) {
            throw new BadData(
                    Text.format(
                            "%s, line %d: not valid JSON: %s",
                            file, e.getLocation().getLineNr(), e.getOriginalMessage()),
                    e);
        }
        throw new BadData(Text.format("%s: not an export of Label Studio: it needs a list of tasks", file));
    }

    /**
     * Checks that what is labelled can be in the masks: the export "Brush labels to PNG" leaves out everything that is
     * not painted, and one mask cannot be of two classes.
     *
     * @throws BadData if there is an outline, or a painted region with several labels
     */
    void requireBrushes() {
        for (JsonNode task : tasks) {
            for (JsonNode annotation : task.path("annotations")) {
                for (JsonNode region : annotation.path("result")) {
                    requireBrush(task.path("id").asString(""), region);
                }
            }
        }
    }

    private void requireBrush(String task, JsonNode region) {
        String type = region.path("type").asString("");
        if (OUTLINES.contains(type)) {
            throw new BadData(Text.format(
                    "%s: task %s has a region of type %s, which the export 'Brush labels to PNG' leaves out; paint it"
                            + " with BrushLabels and export again, or export as COCO, draw that into masks and read"
                            + " them as folder:DIR",
                    file, task, type));
        }
        JsonNode labels = region.path("value").path(BRUSH);
        if (labels.size() > 1) {
            throw new BadData(Text.format(
                    "%s: task %s has a painted region with the labels %s; allowed is one label for each region",
                    file, task, labels));
        }
    }

    /** The image of each task whose file is among the pictures, by the number of the task. */
    Map<String, Path> images(FileTree pictures) {
        Map<String, List<Path>> byName = new HashMap<>();
        pictures.files()
                .values()
                .forEach(picture -> byName.computeIfAbsent(picture.getFileName().toString(), name -> new ArrayList<>())
                        .add(picture));
        Map<String, Path> images = new HashMap<>();
        for (JsonNode task : tasks) {
            for (JsonNode value : task.path("data")) {
                String name = fileName(value.asString(""));
                List<Path> found = byName.getOrDefault(
                        name, byName.getOrDefault(UPLOAD.matcher(name).replaceFirst(""), List.of()));
                if (found.size() > 1) {
                    throw new BadData(Text.format(
                            "%s and %s have one name, so task %s of %s could be for either; rename one",
                            found.get(0), found.get(1), task.path("id").asString(""), file));
                }
                found.forEach(image -> images.put(task.path("id").asString(""), image));
            }
        }
        return images;
    }

    private static String fileName(String address) {
        String decoded = address;
        try {
            decoded = URLDecoder.decode(address.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // a percent sign that is part of the name
        }
        String path = decoded.substring(decoded.indexOf(LOCAL) < 0 ? 0 : decoded.indexOf(LOCAL) + LOCAL.length());
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
