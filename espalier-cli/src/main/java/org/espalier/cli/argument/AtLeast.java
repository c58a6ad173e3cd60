package org.espalier.cli.argument;

import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/** Checks the minimum of a number on the command line. */
public final class AtLeast {

    private AtLeast() {}

    /** @throws BadUsage if the value of the option is below the minimum */
    public static void require(String option, int got, int minimum) {
        if (got < minimum) {
            throw new BadUsage(Text.format("%s: got %d; allowed: %d or more", option, got, minimum));
        }
    }
}
