package org.espalier.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.label.LabelSet;
import org.espalier.problem.BadData;
import org.espalier.problem.Nearest;
import org.espalier.text.Text;

/**
 * The classes of a data set whose objects are outlined or painted one by one: the file {@code labels.txt}, a name per
 * line in the order of the class numbers. {@code __ignore__} is the name of areas without a class. If
 * {@code _background_} is a class, it is that of all pixels without an object; otherwise they have no class.
 *
 * @param file the list
 * @param labels the classes
 */
public record LabelNames(Path file, LabelSet labels) {

    /** The name of areas without a class. */
    public static final String IGNORE = "__ignore__";

    private static final String BACKGROUND = "_background_";

    /**
     * Reads the {@code labels.txt} of a folder.
     *
     * @throws BadData if there is none, or it names no class or one twice
     */
    public static LabelNames read(Path folder) {
        Path file = folder.resolve("labels.txt");
        if (!Files.isRegularFile(file)) {
            throw new BadData(Text.format(
                    "%s: no such file; write a class per line, %s first if pixels without an object are a class",
                    file, BACKGROUND));
        }
        List<String> names = new ArrayList<>(
                TextLines.read(file).stream().map(TextLines.Line::text).toList());
        names.remove(IGNORE);
        try {
            return new LabelNames(file, LabelSet.ofNames(names));
        } catch (IllegalArgumentException e) {
            throw new BadData(Text.format("%s: %s", file, e.getMessage()), e);
        }
    }

    /**
     * The class number of a name, {@link LabelSet#IGNORE} for {@link #IGNORE}.
     *
     * @param from the file that has the name, for the message
     * @throws BadData if there is no such class
     */
    public int number(String name, Path from) {
        if (name.equals(IGNORE)) {
            return LabelSet.IGNORE;
        }
        int number = labels.names().indexOf(name);
        if (number < 0) {
            throw new BadData(Text.format(
                    "%s: label '%s'%s is not in %s; add it there, or correct the label",
                    from,
                    name,
                    Nearest.to(name, labels.names())
                            .map(near -> " (did you mean '" + near + "'?)")
                            .orElse(""),
                    file));
        }
        return number;
    }

    /** Class numbers of an image without any object. */
    public byte[] background(int pixels) {
        byte[] classes = new byte[pixels];
        int number = labels.names().indexOf(BACKGROUND);
        Arrays.fill(classes, (byte) (number < 0 ? LabelSet.IGNORE : number));
        return classes;
    }
}
