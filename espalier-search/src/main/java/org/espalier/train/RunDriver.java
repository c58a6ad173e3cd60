package org.espalier.train;

import org.espalier.data.Dataset;
import org.espalier.data.LeftOutSamples;
import org.espalier.run.Event;
import org.espalier.run.Journal;
import org.espalier.run.Progress;
import org.espalier.run.RunFolder;
import org.espalier.run.RunLength;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

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

    /** Reports the samples that a data set leaves out: a note and an event {@code leftOut} for each split. */
    public static void reportLeftOut(Dataset data, Journal journal, Progress progress) {
        for (LeftOutSamples some : LeftOutSamples.in(data)) {
            progress.note(some.sentence());
            ArrayNode first = JsonNodeFactory.instance.arrayNode();
            some.first().forEach(first::add);
            journal.append(Event.now("leftOut", 0)
                    .with("split", some.split())
                    .with("samples", some.count())
                    .with("of", some.of())
                    .with("first", first));
        }
    }

    /**
     * Runs a loop to its end, from the last checkpoint if there is one. The number of steps is fixed before the first
     * step. A checkpoint is saved at the end of each epoch.
     *
     * @param data what the loop learns from; samples that it leaves out are reported
     */
    public static void drive(Loop loop, RunFolder folder, Dataset data, Progress progress, Observer observer) {
        drive(loop, folder, data, progress, observer, Long.MAX_VALUE);
    }

    /**
     * As {@link #drive(Loop, RunFolder, Dataset, Progress, Observer)}, but only to a step, where a checkpoint is saved.
     * Schedules span the whole run; driven on later, it computes what an unbroken run does.
     *
     * @param stop number of steps after which this part of the run ends
     */
    public static void drive(
            Loop loop, RunFolder folder, Dataset data, Progress progress, Observer observer, long stop) {
        RunLength length =
                folder.length(() -> loop.length().inSteps(loop.pace().stepsPerEpoch(), loop::secondsPerStep));
        loop.pace().fix(length.steps());
        loop.pace().stopAfter(stop);
        folder.checkpoints().load().map(LoopState::of).ifPresent(loop::restore);
        try (Journal journal = folder.journal(loop.pace().steps())) {
            if (loop.pace().steps() == 0) {
                progress.note(length.inWords());
                reportLeftOut(data, journal, progress);
                journal.append(length.event().with("threadsPerOperation", loop.threadsPerOperation()));
                observer.begin(journal);
            }
            while (!loop.finished() && !loop.pace().stopped()) {
                EpochResult result = loop.epoch(progress);
                journal.append(Event.now("epoch", result.steps())
                        .with("epoch", result.epoch())
                        .with("loss", result.loss())
                        .with("learningRate", loop.learningRate())
                        .with("skippedSteps", result.skippedSteps())
                        .with("waitingShare", result.waitingShare())
                        .with("seconds", result.seconds()));
                observer.afterEpoch(result, journal);
                if (loop.finished() && !loop.pace().stopped()) {
                    loop.pace().end(progress, result);
                }
                journal.sync();
                folder.checkpoints().save(loop.state().checkpoint());
            }
        }
    }
}
