package org.espalier.cli.argument;

import org.espalier.problem.BadUsage;

/** The least that a number on the command line may be. */
public final class AtLeast {

    private AtLeast() {}

    /** @throws BadUsage if an option got less */
    public static void require(String option, int got, int least) {
        if (got < least) {
            throw new BadUsage("%s: got %d; allowed: %d or more".formatted(option, got, least));
        }
    }
}
