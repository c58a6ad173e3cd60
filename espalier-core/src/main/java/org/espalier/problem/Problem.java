package org.espalier.problem;

import org.jspecify.annotations.Nullable;

/**
 * A problem that the user can fix. The message is complete: what went wrong, where, the value, the allowed values, and
 * the next step. The command line prints it without a stack trace and exits with {@link #exitCode()}.
 *
 * <p>A broken invariant of our own code is not such a problem; it stays an {@link IllegalStateException} or the like.
 */
public abstract sealed class Problem extends RuntimeException permits BadUsage, BadData, Failure {

    private static final long serialVersionUID = 1L;

    Problem(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The exit code of the command line: 1 failed, 2 wrong usage or config, 3 bad data. */
    public abstract int exitCode();
}
