package org.espalier.cli.argument;

import org.espalier.label.LabelSet;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/** Checks the option {@code --classes}. */
public final class Classes {

    private Classes() {}

    /** @throws BadUsage if a label set cannot have this number of classes */
    public static void require(int classes) {
        if (classes < 1 || classes > LabelSet.IGNORE) {
            throw new BadUsage(Text.format("--classes: got %d; allowed: 1 to %d", classes, LabelSet.IGNORE));
        }
    }
}
