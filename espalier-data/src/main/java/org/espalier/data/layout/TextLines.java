package org.espalier.data.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * The lines of a text file in UTF-8 that say something: without blank lines, comments ({@code #} as first character),
 * spaces around, a byte-order mark and the line ends of any system.
 */
public final class TextLines {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextLines() {}

    /**
     * A line.
     *
     * @param number in the file, from 1
     * @param text not empty
     */
    public record Line(int number, String text) {}

    /**
     * Reads a file.
     *
     * @throws BadData if it cannot be read or is not UTF-8
     */
    public static List<Line> read(Path file) {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String raw : text(file).split("\r\n|\r|\n", -1)) {
            number++;
            String text = raw.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                lines.add(new Line(number, text));
            }
        }
        return lines;
    }

    private static String text(Path file) {
        try {
            String text = Files.readString(file);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (IOException e) {
            throw new BadData(Text.format("%s: cannot be read: %s", file, FileProblem.of(e)), e);
        }
    }
}
