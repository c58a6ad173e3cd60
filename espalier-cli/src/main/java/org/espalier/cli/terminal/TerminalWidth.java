package org.espalier.cli.terminal;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How wide the terminal is. The program {@code stty} is asked: the library that draws the bar would load another that takes over the
 * handling of Ctrl-C.
 */
final class TerminalWidth {

    private static final int USUAL = 80;
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ (\\d{2,4})\\s*");

    private TerminalWidth() {}

    /** Columns; 80 if the terminal does not tell. */
    static int columns() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD)
                    .start();
            String told = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            Matcher matcher = ROWS_AND_COLUMNS.matcher(told);
            return matcher.matches() ? Integer.parseInt(matcher.group(1)) : USUAL;
        } catch (IOException e) {
            return USUAL; // there is no such program: Windows
        }
    }
}
