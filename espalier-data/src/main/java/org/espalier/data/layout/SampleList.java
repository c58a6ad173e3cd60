package org.espalier.data.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * A list of samples, a line {@code IMAGE LABEL} each, or only {@code IMAGE} where the label follows from it.
 *
 * <p>Paths may have spaces. A tab between the two, or quotes around each, leaves no doubt; otherwise a line is divided
 * at the space where both parts are files.
 */
public final class SampleList {

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"(?:\\s+\"([^\"]+)\")?");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private final Path list;
    private final ListedPaths images;
    private final ListedPaths labels;
    private final boolean labelNeeded;

    private SampleList(Path list, ListedPaths images, ListedPaths labels, boolean labelNeeded) {
        this.list = list;
        this.images = images;
        this.labels = labels;
        this.labelNeeded = labelNeeded;
    }

    /**
     * A line of a list.
     *
     * @param image the image; a path that does not exist if there is a problem
     * @param label the label file, if the line names one
     * @param problem what is wrong with the line, as a complete message
     */
    public record Entry(Path image, Optional<Path> label, Optional<String> problem) {}

    /**
     * Reads a list whose lines name image and label.
     *
     * @param images finds the images
     * @param labels finds the label files
     * @throws BadData if the list cannot be read, is empty or has a line of another form
     */
    public static List<Entry> ofPairs(Path list, ListedPaths images, ListedPaths labels) {
        return new SampleList(list, images, labels, true).entries();
    }

    /** Reads a list whose lines may name the image alone; see {@link #ofPairs}. */
    public static List<Entry> ofImages(Path list, ListedPaths images, ListedPaths labels) {
        return new SampleList(list, images, labels, false).entries();
    }

    private List<Entry> entries() {
        List<Entry> entries = TextLines.read(list).stream().map(this::entry).toList();
        if (entries.isEmpty()) {
            throw new BadData(Text.format("%s: the list is empty; it needs one line '%s' per sample", list, form()));
        }
        return entries;
    }

    private Entry entry(TextLines.Line line) {
        List<String> parts = parts(line);
        if (parts.size() > 2 || labelNeeded && parts.size() < 2) {
            throw new BadData(Text.format("%s: got '%s', allowed is '%s'", place(line), line.text(), form()));
        }
        Optional<Path> image = images.find(parts.getFirst());
        if (image.isEmpty()) {
            return broken(line, images.problem(parts.getFirst()));
        }
        if (parts.size() == 1) {
            return new Entry(image.get(), Optional.empty(), Optional.empty());
        }
        Optional<Path> label = labels.find(parts.get(1));
        return label.isPresent()
                ? new Entry(image.get(), label, Optional.empty())
                : broken(line, labels.problem(parts.get(1)));
    }

    private Entry broken(TextLines.Line line, String problem) {
        return new Entry(Path.of("line " + line.number()), Optional.empty(), Optional.of(place(line) + ": " + problem));
    }

    private List<String> parts(TextLines.Line line) {
        String text = line.text();
        if (text.indexOf('\t') >= 0) {
            return List.of(text.split("\\s*\t\\s*"));
        }
        Matcher quoted = QUOTED.matcher(text);
        if (quoted.matches()) {
            return quoted.group(2) == null ? List.of(quoted.group(1)) : List.of(quoted.group(1), quoted.group(2));
        }
        if (!labelNeeded && images.find(text).isPresent()) {
            return List.of(text);
        }
        return divided(line);
    }

    /** The line divided at the space where both parts are files; at its only space if they are not. */
    private List<String> divided(TextLines.Line line) {
        String text = line.text();
        List<List<String>> divisions = new ArrayList<>();
        Matcher spaces = SPACES.matcher(text);
        while (spaces.find()) {
            divisions.add(List.of(text.substring(0, spaces.start()), text.substring(spaces.end())));
        }
        if (divisions.size() <= 1) {
            return divisions.isEmpty() ? List.of(text) : divisions.getFirst();
        }
        List<List<String>> found = divisions.stream()
                .filter(parts -> images.find(parts.get(0)).isPresent()
                        && labels.find(parts.get(1)).isPresent())
                .toList();
        if (found.size() != 1) {
            throw new BadData(Text.format(
                    "%s: '%s' has several spaces, and %d ways to divide it give two files; put a tab between image"
                            + " and label",
                    place(line), text, found.size()));
        }
        return found.getFirst();
    }

    private String place(TextLines.Line line) {
        return Text.format("%s, line %d", list, line.number());
    }

    private String form() {
        return labelNeeded ? "IMAGE LABEL" : "IMAGE or IMAGE LABEL";
    }
}
