package org.espalier.data.labelstudio;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.espalier.data.layout.FileTree;
import org.espalier.data.layout.LabelNames;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * A PNG of one painted region: {@code task-TASK-annotation-ANNOTATION-by-USER-CONTROL-LABEL-NUMBER.png}, where CONTROL
 * is the name of the labelling control, such as {@code tag}.
 *
 * @param file the file
 * @param task number of the task
 * @param annotation number of the annotation
 * @param label name of the class
 */
record BrushFile(Path file, String task, String annotation, String label) {

    private static final Pattern NAME = Pattern.compile("task-([0-9]+)-annotation-([0-9]+)-by-(.+)-[0-9]+");

    /** All files of a folder. */
    static List<BrushFile> of(Path folder, LabelNames names) {
        return FileTree.of(folder, List.of("png")).files().values().stream()
                .map(file -> parsed(file, names))
                .toList();
    }

    /** @throws BadData if the regions of an image are from several annotations */
    static void requireOneAnnotation(List<BrushFile> brushes) {
        BrushFile first = brushes.getFirst();
        brushes.stream()
                .filter(brush -> !brush.annotation().equals(first.annotation()))
                .findFirst()
                .ifPresent(other -> {
                    throw new BadData(Text.format(
                            "%s and %s are two annotations of one image; remove the files of one of them",
                            first.file(), other.file()));
                });
    }

    /** @throws BadData if the name has another form or ends in no class */
    static BrushFile parsed(Path file, LabelNames names) {
        String name = file.getFileName().toString();
        Matcher matcher = NAME.matcher(name.substring(0, name.length() - ".png".length()));
        if (!matcher.matches()) {
            throw new BadData(Text.format(
                    "%s: not a mask of Label Studio; allowed is"
                            + " task-TASK-annotation-ANNOTATION-by-USER-CONTROL-LABEL-NUMBER.png",
                    file));
        }
        String end = matcher.group(3);
        String label = Stream.concat(names.labels().names().stream(), Stream.of(LabelNames.IGNORE))
                .filter(known -> end.endsWith("-" + fileName(known)))
                .max(Comparator.comparingInt(String::length))
                .orElseThrow(() -> new BadData(Text.format(
                        "%s: the file name ends in none of the classes in %s, which are %s",
                        file, names.file(), String.join(", ", names.labels().names()))));
        return new BrushFile(file, matcher.group(1), matcher.group(2), label);
    }

    /** A label as Label Studio writes it in the name of a file. */
    private static String fileName(String label) {
        return label.replace('/', '-').replace('\\', '-');
    }
}
