package org.espalier.data.camvid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * A list of samples, one line {@code IMAGE LABEL} each. Published lists hold absolute paths of their authors' machine,
 * so a path that does not exist is resolved by its last two parts ({@code train/0001TP_006690.png}) in the folder of
 * the list.
 *
 * @param file the list itself
 * @param entries at least one
 */
record ImageList(Path file, List<Entry> entries) {

    /** One sample: both files exist. */
    record Entry(Path image, Path label) {}

    static ImageList read(Path file) {
        List<String> lines = lines(file);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()) {
                entries.add(entry(file, i + 1, line));
            }
        }
        if (entries.isEmpty()) {
            throw new BadData(Text.format("%s: the list is empty; it needs one line 'IMAGE LABEL' per sample", file));
        }
        return new ImageList(file, List.copyOf(entries));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new BadData(Text.format("%s: cannot be read: %s", file, FileProblem.of(e)), e);
        }
    }

    private static Entry entry(Path list, int number, String line) {
        String[] paths = line.split("\\s+");
        if (paths.length != 2) {
            throw new BadData(Text.format(
                    "%s, line %d: got %d words, allowed is 'IMAGE LABEL': %s", list, number, paths.length, line));
        }
        return new Entry(find(list, number, paths[0]), find(list, number, paths[1]));
    }

    private static Path find(Path list, int number, String text) {
        Path folder = list.resolveSibling("");
        Path asWritten = folder.resolve(text);
        if (Files.isRegularFile(asWritten)) {
            return asWritten;
        }
        Path path = Path.of(text);
        int parts = path.getNameCount();
        Path beside = folder.resolve(path.subpath(Math.max(parts - 2, 0), parts));
        if (!Files.isRegularFile(beside)) {
            throw new BadData(Text.format(
                    "%s, line %d: no file %s, and no %s in the folder of the list", list, number, text, beside));
        }
        return beside;
    }
}
