package org.espalier.train;

import org.espalier.run.Event;
import org.espalier.run.Journal;
import org.espalier.run.Progress;
import org.espalier.run.RunFolder;

/** Takes a loop through its epochs in a run folder: resumes, tells, saves. */
public final class RunDriver {

    private RunDriver() {}

    /** Looks at the loop from outside; what it tells goes into the journal. */
    @FunctionalInterface
    public interface Onlooker {

        /** Before the first epoch of all; not of a run that is resumed. */
        default void begin(Journal journal) {}

        /** After each epoch, before it is saved. */
        void afterEpoch(EpochResult result, Journal journal);
    }

    /**
     * Runs a loop to its end, from the folder's last checkpoint if there is one. A checkpoint is saved at the end of each epoch.
     */
    public static void drive(Loop loop, RunFolder folder, Progress progress, Onlooker onlooker) {
        folder.checkpoints().load().map(LoopState::of).ifPresent(loop::restore);
        try (Journal journal = folder.journal(loop.pace().steps())) {
            if (loop.pace().steps() == 0) {
                onlooker.begin(journal);
            }
            while (!loop.pace().finished()) {
                EpochResult result = loop.epoch(progress);
                journal.append(Event.now("epoch", result.steps())
                        .with("epoch", result.epoch())
                        .with("loss", result.loss())
                        .with("learningRate", loop.learningRate())
                        .with("skippedSteps", result.skippedSteps())
                        .with("waitingShare", result.waitingShare())
                        .with("seconds", result.seconds()));
                onlooker.afterEpoch(result, journal);
                journal.sync();
                folder.checkpoints().save(loop.state().checkpoint());
            }
        }
    }
}
