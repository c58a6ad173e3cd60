package org.espalier.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How to execute a run; does not affect its result, but for an early end.
 *
 * @param resume whether to resume the run in the folder
 * @param progress where to display progress
 * @param command the command line, for the provenance
 * @param saveEvery time between two checkpoints within an epoch; one is saved at the end of each epoch in any case
 * @param stopWhenStable a supernet search ends when it has decoded the same architecture for so many epochs and its
 *     decisions differ from noise; 0 to end with the last step
 */
public record RunOptions(
        boolean resume, Progress progress, List<String> command, Duration saveEvery, int stopWhenStable) {

    /** A process that is killed loses the steps of so long at most. */
    public static final Duration SAVE_EVERY = Duration.ofMinutes(10);

    /** A new run without progress display. */
    public static final RunOptions NEW = new RunOptions(false, Progress.silent(), List.of());

    public RunOptions {
        command = List.copyOf(command);
    }

    /** Options that save every ten minutes. */
    public RunOptions(boolean resume, Progress progress, List<String> command) {
        this(resume, progress, command, SAVE_EVERY, 0);
    }

    /** A copy that saves more or less often. */
    public RunOptions savingEvery(Duration other) {
        return new RunOptions(resume, progress, command, other, stopWhenStable);
    }

    /** A copy whose supernet searches end when they are stable. */
    public RunOptions stoppingWhenStable(int epochs) {
        return new RunOptions(resume, progress, command, saveEvery, epochs);
    }

    /** Resumes the run in the folder. */
    public RunOptions resuming() {
        return new RunOptions(true, progress, command, saveEvery, stopWhenStable);
    }

    /**
     * The options for one of many runs inside a larger one: a run that was started goes on. Its notes are not shown.
     *
     * @param folder of the inner run
     */
    public RunOptions nested(Path folder) {
        return new RunOptions(
                new RunLayout(folder).exists(), Progress.withoutNotes(progress), command, saveEvery, stopWhenStable);
    }

    /** The options for one part of a larger run: a part that was started goes on. */
    public RunOptions ofPart(RunLayout part) {
        return new RunOptions(part.exists(), progress, command, saveEvery, stopWhenStable);
    }

    /**
     * The options for a run inside a larger one: it is resumed if the larger run is resumed and this one was started.
     */
    public RunOptions resumingIfStarted(Path folder) {
        return new RunOptions(resume && new RunLayout(folder).exists(), progress, command, saveEvery, stopWhenStable);
    }
}
