package org.espalier.data.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of remembered hashes: a line {@code HASH SIZE TIME PATH} for each file. Other lines, and a file that cannot
 * be read, are left out: whatever is not remembered is read again.
 */
final class HashMemory {

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{32}) ([0-9]+ [^ ]+) (.+)");

    private HashMemory() {}

    /**
     * A remembered file.
     *
     * @param hash of its content
     * @param stamp its size and time when it was read
     */
    record Entry(String hash, String stamp) {}

    static Map<String, Entry> read(Path file) {
        Map<String, Entry> entries = new HashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                Matcher parts = LINE.matcher(line);
                if (parts.matches()) {
                    entries.put(parts.group(3), new Entry(parts.group(1), parts.group(2)));
                }
            }
        } catch (IOException e) {
            return Map.of();
        }
        return entries;
    }

    static String text(SortedMap<String, Entry> entries) {
        StringBuilder text = new StringBuilder();
        entries.forEach((path, entry) -> text.append(entry.hash())
                .append(' ')
                .append(entry.stamp())
                .append(' ')
                .append(path)
                .append('\n'));
        return text.toString();
    }
}
