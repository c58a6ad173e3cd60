package org.espalier.engine;

import java.util.List;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * Result of copying weights by name from another source.
 * @param copied weights whose values were copied
 * @param missing weights that the source lacks; they keep their values
 * @param reshaped weights that the source has in another shape; they keep their values
 * @param unused names that only the source has
 */
public record Inheritance(List<String> copied, List<String> missing, List<String> reshaped, List<String> unused) {

    public Inheritance {
        copied = List.copyOf(copied);
        missing = List.copyOf(missing);
        reshaped = List.copyOf(reshaped);
        unused = List.copyOf(unused);
    }

    /**
     * Requires that every weight was copied.
     * @param source what was read, for the message
     * @throws BadData if a weight is missing or has another shape
     */
    public void requireComplete(String source) {
        if (!missing.isEmpty() || !reshaped.isEmpty()) {
            throw new BadData(Text.format(
                    "%s does not fit this network: %d of %d weights are missing%s, %d have another shape%s",
                    source,
                    missing.size(),
                    copied.size() + missing.size() + reshaped.size(),
                    example(missing),
                    reshaped.size(),
                    example(reshaped)));
        }
    }

    private static String example(List<String> names) {
        return names.isEmpty() ? "" : " (the first is " + names.getFirst() + ")";
    }
}
