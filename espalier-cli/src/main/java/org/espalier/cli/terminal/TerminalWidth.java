package org.espalier.cli.terminal;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The width of the terminal, from the program {@code stty}. The library of the progress bar could find it too, but
 * loads another library for that, which replaces the handling of Ctrl-C.
 */
final class TerminalWidth {

    private static final int DEFAULT_COLUMNS = 80;
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ (\\d{2,4})\\s*");

    private TerminalWidth() {}

    /** Characters per line; 80 if unknown. */
    static int columns() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            Matcher matcher = ROWS_AND_COLUMNS.matcher(size);
            return matcher.matches() ? Integer.parseInt(matcher.group(1)) : DEFAULT_COLUMNS;
        } catch (IOException e) {
            return DEFAULT_COLUMNS; // Windows has no stty
        }
    }
}
