package org.espalier.run;

import java.io.PrintStream;
import java.time.Duration;

/**
 * Displays the progress of a run. Called after each step, by one thread; implementations decide how often they draw.
 */
public interface Progress {

    /** A step is done, or the stage begins. */
    void show(Status status);

    /** The stage has ended, finished or not. */
    void end(Status status);

    /** A message between the stages, such as the number of steps that a duration comes to. Ignored by default. */
    default void note(String line) {}

    /** Whether notes are displayed. */
    default boolean showsNotes() {
        return false;
    }

    /** Displays nothing. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void show(Status status) {
                // displays nothing
            }

            @Override
            public void end(Status status) {
                // displays nothing
            }
        };
    }

    /** Displays what another one does, except notes. */
    static Progress withoutNotes(Progress shown) {
        return new Progress() {
            @Override
            public void show(Status status) {
                shown.show(status);
            }

            @Override
            public void end(Status status) {
                shown.end(status);
            }
        };
    }

    /**
     * Prints a line from time to time, for logs and pipes.
     *
     * @param every minimum time between two lines of a stage; its end is always printed
     */
    static Progress lines(PrintStream out, Duration every) {
        return new LineProgress(out, every);
    }
}
