package org.espalier.problem;

import org.jspecify.annotations.Nullable;

/**
 * Something a user can mend. The message is complete in itself: what, where, what was got, what is allowed, and the next step.
 * It is shown as it is, without a stack trace, and the command line ends with {@link #exitCode()}.
 *
 * <p>A broken invariant of our own code is no problem in this sense; that stays an {@link IllegalStateException} or the like.
 */
public abstract sealed class Problem extends RuntimeException permits BadUsage, BadData, Failure {

    private static final long serialVersionUID = 1L;

    Problem(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The exit code with which the command line ends: 1 failed, 2 wrong usage or config, 3 bad data. */
    public abstract int exitCode();
}
