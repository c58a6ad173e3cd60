package org.espalier.run;

import java.io.PrintStream;
import java.time.Duration;

/** Where long work shows how far it is. Called after each step, by one thread; implementations decide how often they draw. */
public interface Progress {

    /** A step is done, or none yet: the stage begins. */
    void show(Status status);

    /** The stage is over, finished or not. */
    void end(Status status);

    /** A line to read between the stages, such as how many steps a time is; not shown unless an implementation does so. */
    default void note(String line) {}

    /** Shows nothing. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void show(Status status) {
                // silence is what was asked for
            }

            @Override
            public void end(Status status) {
                // silence is what was asked for
            }
        };
    }

    /**
     * A line now and then, for logs and pipes.
     *
     * @param every the least time between two lines of a stage; its end is always told
     */
    static Progress lines(PrintStream out, Duration every) {
        return new LineProgress(out, every);
    }
}
