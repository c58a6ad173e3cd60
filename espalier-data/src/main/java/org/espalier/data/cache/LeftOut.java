package org.espalier.data.cache;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A sample that a cache file does not have, because it cannot be read.
 *
 * @param index its number in the source
 * @param problem why, in one line
 */
record LeftOut(int index, String problem) {

    LeftOut {
        problem = problem.lines().collect(Collectors.joining(" "));
    }

    /** Lines {@code INDEX PROBLEM} in UTF-8. */
    static byte[] encode(List<LeftOut> all) {
        return all.stream()
                .map(one -> one.index + " " + one.problem + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what {@link #encode} wrote. */
    static List<LeftOut> decode(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .map(LeftOut::parse)
                .toList();
    }

    private static LeftOut parse(String line) {
        int space = line.indexOf(' ');
        return new LeftOut(Integer.parseInt(line.substring(0, space)), line.substring(space + 1));
    }
}
