package org.espalier.cli.argument;

import org.espalier.label.LabelSet;
import org.espalier.problem.BadUsage;

/** A number of classes on the command line. */
public final class Classes {

    private Classes() {}

    /** @throws BadUsage unless a label set can have so many */
    public static void require(int classes) {
        if (classes < 1 || classes > LabelSet.IGNORE) {
            throw new BadUsage("--classes: got %d; allowed: 1 to %d".formatted(classes, LabelSet.IGNORE));
        }
    }
}
