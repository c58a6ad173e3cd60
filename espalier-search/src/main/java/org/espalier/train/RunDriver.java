package org.espalier.train;

import org.espalier.run.Event;
import org.espalier.run.Journal;
import org.espalier.run.Progress;
import org.espalier.run.RunFolder;
import org.espalier.run.RunLength;

/** Runs a loop in a run folder: resumes it, records events and saves checkpoints. */
public final class RunDriver {

    private RunDriver() {}

    /** Adds events to the journal. */
    @FunctionalInterface
    public interface Observer {

        /** Called before the first step of the run. */
        default void begin(Journal journal) {}

        /** Called after each epoch, before the checkpoint is saved. */
        void afterEpoch(EpochResult result, Journal journal);
    }

    /**
     * Runs a loop to its end, from the last checkpoint if there is one. The number of steps is fixed before the first
     * step. A checkpoint is saved at the end of each epoch.
     */
    public static void drive(Loop loop, RunFolder folder, Progress progress, Observer observer) {
        RunLength length =
                folder.length(() -> loop.length().inSteps(loop.pace().stepsPerEpoch(), loop::secondsPerStep));
        loop.pace().fix(length.steps());
        folder.checkpoints().load().map(LoopState::of).ifPresent(loop::restore);
        try (Journal journal = folder.journal(loop.pace().steps())) {
            if (loop.pace().steps() == 0) {
                progress.note(length.inWords());
                journal.append(length.event().with("threadsPerOperation", loop.threadsPerOperation()));
                observer.begin(journal);
            }
            while (!loop.finished()) {
                EpochResult result = loop.epoch(progress);
                journal.append(Event.now("epoch", result.steps())
                        .with("epoch", result.epoch())
                        .with("loss", result.loss())
                        .with("learningRate", loop.learningRate())
                        .with("skippedSteps", result.skippedSteps())
                        .with("waitingShare", result.waitingShare())
                        .with("seconds", result.seconds()));
                observer.afterEpoch(result, journal);
                if (loop.finished() && !loop.pace().finished()) {
                    loop.pace().end(progress, result);
                }
                journal.sync();
                folder.checkpoints().save(loop.state().checkpoint());
            }
        }
    }
}
