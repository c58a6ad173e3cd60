package org.espalier.text;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands as text that can be pasted into a shell. */
public final class ShellCommand {

    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    private ShellCommand() {}

    /** The words of a command; words with other characters than those of plain paths are in single quotes. */
    public static String of(String... words) {
        return of(List.of(words));
    }

    /** The same of a list of words. */
    public static String of(List<String> words) {
        return words.stream().map(ShellCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
