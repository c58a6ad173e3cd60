package org.espalier.run;

import java.nio.file.Path;
import java.util.List;

/**
 * How to execute a run; does not affect its result.
 *
 * @param resume whether to resume the run in the folder
 * @param progress where to display progress
 * @param command the command line, for the provenance
 */
public record RunOptions(boolean resume, Progress progress, List<String> command) {

    /** A new run without progress display. */
    public static final RunOptions NEW = new RunOptions(false, Progress.silent(), List.of());

    public RunOptions {
        command = List.copyOf(command);
    }

    /** Resumes the run in the folder. */
    public RunOptions resuming() {
        return new RunOptions(true, progress, command);
    }

    /**
     * The options for one of many runs inside a larger one: a run that was started goes on. Its notes are not shown.
     *
     * @param folder of the inner run
     */
    public RunOptions nested(Path folder) {
        return new RunOptions(new RunLayout(folder).exists(), Progress.withoutNotes(progress), command);
    }

    /**
     * The options for a run inside a larger one: it is resumed if the larger run is resumed and this one was started.
     */
    public RunOptions resumingIfStarted(Path folder) {
        return new RunOptions(resume && new RunLayout(folder).exists(), progress, command);
    }
}
