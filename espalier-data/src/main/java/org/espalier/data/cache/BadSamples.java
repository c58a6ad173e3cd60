package org.espalier.data.cache;

import java.util.List;
import java.util.Optional;
import org.espalier.data.Reading;
import org.espalier.data.Split;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/** What to do about samples that cannot be read. */
public enum BadSamples {
    /** The first one ends the work. */
    REFUSE,
    /** They are left out: the split has only the others and says which are missing, {@link Split#leftOut}. */
    LEAVE_OUT;

    /**
     * Decides about one sample while a cache file is written.
     *
     * @throws BadData if it is refused
     */
    void accept(Reading.Bad bad) {
        if (this == REFUSE) {
            throw bad.problem();
        }
    }

    /**
     * Decides about a sample of which is known before decoding that it cannot be read.
     *
     * @param problem of the first such sample
     * @throws BadData if it is refused
     */
    public void accept(Optional<String> problem) {
        if (this == REFUSE && problem.isPresent()) {
            throw new BadData(problem.get());
        }
    }

    /**
     * Decides about the samples that a cache file does not have.
     *
     * @throws BadData if they are refused
     */
    void accept(List<LeftOut> missing, Split source) {
        if (this == REFUSE && !missing.isEmpty()) {
            throw new BadData(
                    missing.size() == 1
                            ? missing.getFirst().problem()
                            : Text.format(
                                    "%s (and %d more of the %d samples of %s cannot be read)",
                                    missing.getFirst().problem(), missing.size() - 1, source.size(), source.name()));
        }
    }
}
