package org.espalier.data.folder;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.config.Configs;
import org.espalier.data.LabelCoding;
import org.espalier.data.layout.Groups;
import org.espalier.data.layout.Shares;
import org.espalier.image.PixelFormat;
import org.espalier.label.ColorMap;
import org.espalier.label.LabelClass;
import org.espalier.label.LabelSet;
import org.espalier.problem.Allowed;
import org.espalier.problem.BadUsage;
import org.espalier.text.ShellCommand;
import org.espalier.text.Text;

/**
 * The file {@code dataset.yaml} of a folder: all that its pictures do not say.
 *
 * @param classes what stands for each class in the masks, in the order of the class numbers: values or colours
 * @param ignore what stands for no class
 * @param colors colours {@code #RRGGBB} in pictures for people, by class; a class without one gets one
 * @param groups which images stay in one split: {@code folder}, or a regular expression on the id
 * @param split the shares of the splits, where there are no lists and no subfolders
 * @param channels of the images
 * @param bits of a channel, 8 or 16
 */
record DatasetFile(
        Map<String, MaskValues> classes,
        MaskValues ignore,
        Map<String, String> colors,
        Optional<String> groups,
        Shares split,
        int channels,
        int bits) {

    static final String NAME = "dataset.yaml";

    private static final DatasetFile STANDARD =
            new DatasetFile(Map.of(), MaskValues.NONE, Map.of(), Optional.empty(), Shares.STANDARD, 3, 8);

    /**
     * @throws IllegalArgumentException if the values do not fit together; the message begins with the key
     */
    DatasetFile {
        PixelFormat unused = new PixelFormat(channels, bits);
        groups.ifPresent(form -> new Groups(Optional.of(form)));
        requireOneMeaning(classes, ignore);
        colors.forEach((name, color) -> {
            Allowed.that(classes.containsKey(name), "colors", name, "the classes");
            MaskValues.color(color);
        });
    }

    /**
     * Reads the file of a folder.
     *
     * @throws BadUsage if there is none or it has an error; the message gives the line
     */
    static DatasetFile read(Path folder) {
        Path file = folder.resolve(NAME);
        DatasetFile read = Configs.resolve(DatasetFile.class, STANDARD, Optional.of(file), List.of());
        if (read.classes.isEmpty()) {
            throw new BadUsage(Text.format(
                    "%s: no classes; write \"classes: {NAME: 0, NAME: 1}\", or let %s write the file",
                    file, ShellCommand.of("espalier", "data", "init", "--force", folder.toString())));
        }
        return read;
    }

    /** The classes with their colours in pictures. */
    LabelSet labels() {
        int[] number = {0};
        return new LabelSet(classes.entrySet().stream()
                .map(entry -> new LabelClass(entry.getKey(), color(entry.getKey(), entry.getValue(), number[0]++)))
                .toList());
    }

    /** What a pixel of the images is. */
    PixelFormat format() {
        return new PixelFormat(channels, bits);
    }

    /** Whether masks hold colours, not values. */
    boolean hasColors() {
        return classes.values().stream().anyMatch(MaskValues::areColors);
    }

    LabelCoding coding() {
        List<List<Integer>> values =
                classes.values().stream().map(MaskValues::values).toList();
        return hasColors() ? LabelCoding.colors(values, ignore.values()) : LabelCoding.values(values, ignore.values());
    }

    private int color(String name, MaskValues values, int number) {
        if (colors.containsKey(name)) {
            return MaskValues.color(colors.get(name));
        }
        return values.areColors() ? values.values().getFirst() : ColorMap.voc(number + 1);
    }

    private static void requireOneMeaning(Map<String, MaskValues> classes, MaskValues ignore) {
        Map<Integer, String> meaning = new HashMap<>();
        boolean colors = classes.values().stream().anyMatch(MaskValues::areColors);
        classes.forEach((name, values) -> {
            Allowed.that(!values.isEmpty(), "classes." + name, "none", "at least one value or colour");
            requireOneMeaning("classes." + name, values, colors, meaning);
        });
        if (!ignore.isEmpty()) {
            requireOneMeaning("ignore", ignore, colors, meaning);
        }
    }

    private static void requireOneMeaning(String key, MaskValues values, boolean colors, Map<Integer, String> meaning) {
        Allowed.that(
                values.areColors() == colors,
                key,
                values.areColors() ? "a colour" : "a value",
                "either colours or values, the same for all classes and for ignore");
        for (int value : values.values()) {
            String other = meaning.put(value, key);
            Allowed.that(
                    other == null,
                    key,
                    colors ? Text.format("#%06X", value) : String.valueOf(value),
                    "what does not stand for " + other + " already");
        }
    }
}
