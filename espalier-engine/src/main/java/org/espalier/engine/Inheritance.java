package org.espalier.engine;

import java.util.List;
import org.espalier.problem.BadData;

/**
 * What became of weights that were to be taken over by name.
 *
 * @param copied weights that took over their values
 * @param missing weights that the source does not have; they keep their values
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
     * For readers of checkpoints, where every weight must have come.
     *
     * @param source what was read, for the message
     * @throws BadData if a weight is missing or has another shape
     */
    public void requireComplete(String source) {
        if (!missing.isEmpty() || !reshaped.isEmpty()) {
            throw new BadData("%s does not fit this network: %d of %d weights are missing%s, %d have another shape%s"
                    .formatted(
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
