package org.espalier.data.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.espalier.file.AtomicFile;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/**
 * A {@code dataset.yaml} to be written.
 *
 * @param folder that it is for
 * @param survey of its masks
 * @param ignored values or colours that mean no class
 * @param names of the classes, in the order of their values or colours; empty: {@code class-0}, {@code class-1}, ...
 * @param groups which images stay in one split
 */
public record DatasetDraft(
        Path folder, MaskSurvey survey, Set<Integer> ignored, List<String> names, Optional<String> groups) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*( [A-Za-z0-9_-]+)*");
    private static final int VOID_VALUE = 255;
    private static final Set<Integer> VOID_COLORS = Set.of(0x000000, 0xFFFFFF);

    /**
     * @throws BadUsage if the number of names is not that of the classes, or no class is left
     */
    public DatasetDraft {
        ignored = Set.copyOf(ignored);
        names = List.copyOf(names);
        int classes = (int) survey.found().keySet().stream()
                .filter(Predicate.not(ignored::contains))
                .count();
        if (classes == 0) {
            throw new BadUsage("--ignore: no class is left; allowed are some of the values in the masks, or none");
        }
        if (!names.isEmpty() && names.size() != classes) {
            throw new BadUsage(Text.format("--names: got %d names, but there are %d classes", names.size(), classes));
        }
    }

    /** The values or colours that often mean no class, so that only the user knows whether they do. */
    public static Set<Integer> doubtful(MaskSurvey survey) {
        Set<Integer> doubtful = new TreeSet<>(survey.found().keySet());
        doubtful.retainAll(survey.kind() == MaskSurvey.Kind.COLOR ? VOID_COLORS : Set.of(VOID_VALUE));
        return doubtful;
    }

    /**
     * Reads values or colours as users write them: {@code 255}, {@code #FFFFFF}, several with commas, or {@code none}.
     *
     * @throws BadUsage if one has another form or does not occur in the masks
     */
    public static Set<Integer> parseIgnored(String text, MaskSurvey survey) {
        Set<Integer> values = new TreeSet<>();
        for (String part : text.strip().equals("none") ? new String[0] : text.split(",", -1)) {
            values.add(parse(part.strip(), survey));
        }
        return values;
    }

    /** The classes: each value or colour that is not ignored, with its name. */
    public List<String> classNames() {
        List<String> all = new ArrayList<>(names);
        for (int number = all.size(); number < survey.found().size() - ignored.size(); number++) {
            all.add("class-" + number);
        }
        return all;
    }

    /** Writes the file. */
    public Path write() {
        Path file = file(folder);
        AtomicFile.write(file, text());
        return file;
    }

    /** Where the file of a folder lies. */
    public static Path file(Path folder) {
        return folder.resolve(DatasetFile.NAME);
    }

    String text() {
        StringBuilder text = new StringBuilder(Text.format(
                "# Written by espalier data init: %d masks hold %s. Change the names, and set two values to one class"
                        + " as\n"
                        + "# NAME: [1, 2]. The order of the classes is that of their numbers.\n"
                        + "classes:\n",
                survey.masks(), survey.kind()));
        List<String> left = new ArrayList<>(classNames());
        StringBuilder colors = new StringBuilder();
        survey.found().forEach((value, found) -> {
            if (!ignored.contains(value)) {
                String name = quoted(left.removeFirst());
                text.append(Text.format(
                        "  %s: %s  # %.2f %% of all pixels, in %d masks\n",
                        name, survey.written(value), 100.0 * found.pixels() / survey.pixels(), found.masks()));
                if (survey.kind() == MaskSurvey.Kind.PALETTE) {
                    colors.append(Text.format("  %s: \"#%06X\"\n", name, found.color()));
                }
            }
        });
        List<String> none = new TreeSet<>(ignored).stream().map(survey::written).toList();
        text.append(Text.format("ignore: %s\n", none.isEmpty() ? "none" : "[" + String.join(", ", none) + "]"));
        if (!colors.isEmpty()) {
            text.append("# The colours of the palette, for pictures; the masks hold its indices.\ncolors:\n")
                    .append(colors);
        }
        groups.ifPresent(form -> text.append(Text.format("groups: %s\n", quoted(form))));
        if (!isDivided()) {
            text.append("split: {val: 0.2, test: 0, seed: 1}\n");
        }
        return text.toString();
    }

    private boolean isDivided() {
        return Files.isRegularFile(folder.resolve("train.txt"))
                || Files.isDirectory(folder.resolve(OwnFolder.IMAGES).resolve("train"));
    }

    private static String quoted(String text) {
        return PLAIN.matcher(text).matches()
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static int parse(String text, MaskSurvey survey) {
        boolean colors = survey.kind() == MaskSurvey.Kind.COLOR;
        String color = text.toUpperCase(Locale.ROOT);
        for (int value : survey.found().keySet()) {
            String written = survey.written(value);
            if (written.equals(text)
                    || colors && (written.equals("\"" + color + "\"") || written.equals("\"#" + color + "\""))) {
                return value;
            }
        }
        throw new BadUsage(Text.format(
                "--ignore: got '%s', which is not in the masks; allowed are none, and %s",
                text,
                String.join(
                        ", ",
                        survey.found().keySet().stream().map(survey::written).toList())));
    }
}
