package org.espalier.train;

import org.espalier.run.Event;
import org.espalier.run.Journal;
import org.espalier.run.Progress;
import org.espalier.run.RunFolder;

/** Takes a loop through its epochs in a run folder: resumes, tells, saves. */
public final class RunDriver {

    private RunDriver() {}

    /** What is done after each epoch, before it is saved. */
    @FunctionalInterface
    public interface AfterEpoch {

        /** Looks at the loop; what it tells goes into the journal. */
        void run(EpochResult result, Journal journal);
    }

    /**
     * Runs a loop to its end, from the folder's last checkpoint if there is one. A checkpoint is saved at the end of each epoch.
     */
    public static void drive(Loop loop, RunFolder folder, Progress progress, AfterEpoch afterEpoch) {
        folder.checkpoints().load().map(LoopState::of).ifPresent(loop::restore);
        try (Journal journal = folder.journal(loop.pace().steps())) {
            while (!loop.pace().finished()) {
                EpochResult result = loop.epoch(progress);
                journal.append(Event.now("epoch", result.steps())
                        .with("epoch", result.epoch())
                        .with("loss", result.loss())
                        .with("learningRate", loop.learningRate())
                        .with("skippedSteps", result.skippedSteps())
                        .with("waitingShare", result.waitingShare())
                        .with("seconds", result.seconds()));
                afterEpoch.run(result, journal);
                journal.sync();
                folder.checkpoints().save(loop.state().checkpoint());
            }
        }
    }
}
