package org.espalier.train;

import java.time.Duration;
import java.util.Optional;
import org.espalier.data.Dataset;
import org.espalier.data.LeftOutSamples;
import org.espalier.run.Checkpoints;
import org.espalier.run.Event;
import org.espalier.run.Interrupted;
import org.espalier.run.Journal;
import org.espalier.run.Progress;
import org.espalier.run.RunFolder;
import org.espalier.run.RunLength;
import org.espalier.run.RunOptions;
import org.espalier.run.Status;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Runs a loop in a run folder: resumes it, records events and saves checkpoints. */
public final class RunDriver {

    /** Steps of a run from which on its time is measured before the first, in some ten seconds. */
    private static final long FORECAST_FROM = 2000;

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
     * step. A checkpoint is saved at the end of each epoch, within long epochs from time to time and before they are
     * evaluated, and when the user interrupts.
     *
     * @param data what the loop learns from; samples that it leaves out are reported
     */
    public static void drive(Loop loop, RunFolder folder, Dataset data, RunOptions options, Observer observer) {
        drive(loop, folder, data, options, observer, Long.MAX_VALUE);
    }

    /**
     * As {@link #drive(Loop, RunFolder, Dataset, RunOptions, Observer)}, but only to a step, where a checkpoint is
     * saved. Schedules span the whole run; driven on later, it computes what an unbroken run does.
     *
     * @param stop number of steps after which this part of the run ends
     */
    public static void drive(
            Loop loop, RunFolder folder, Dataset data, RunOptions options, Observer observer, long stop) {
        Progress progress = options.progress();
        Optional<LoopState> saved = folder.checkpoints().load().map(LoopState::of);
        Optional<Forecast> forecast = saved.isEmpty() && isWorthAForecast(loop, progress)
                ? Optional.of(Forecast.of("", loop))
                : Optional.empty();
        RunLength length = folder.length(() -> loop.length()
                .inSteps(
                        loop.pace().stepsPerEpoch(),
                        () -> forecast.map(Forecast::secondsPerStep).orElseGet(loop::secondsPerStep)));
        loop.pace().fix(length.steps());
        loop.pace().stopAfter(stop);
        saved.ifPresent(loop::restore);
        try (Journal journal = folder.journal(lastReported(loop.pace(), saved))) {
            if (loop.pace().steps() == 0) {
                progress.note(
                        forecast.map(known -> known.inWords(length.steps())).orElseGet(length::inWords));
                reportLeftOut(data, journal, progress);
                journal.append(length.event().with("threadsPerOperation", loop.threadsPerOperation()));
                observer.begin(journal);
            }
            Saving saving = new Saving(progress, options.saveEvery(), loop, journal, folder.checkpoints());
            while (loop.pace().hasUnreportedEpoch()
                    || !loop.finished() && !loop.pace().stopped()) {
                EpochResult result = loop.epoch(saving);
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
                saving.save();
            }
        }
    }

    /** Whether somebody reads a forecast, and the run is so long that measuring one takes a small part of its time. */
    private static boolean isWorthAForecast(Loop loop, Progress progress) {
        return progress.showsNotes()
                && (loop.length() instanceof Length.Minutes
                        || loop.length()
                                        .inSteps(loop.pace().stepsPerEpoch(), () -> 1)
                                        .steps()
                                >= FORECAST_FROM);
    }

    /** The last step whose events stay; those of an epoch are written again if it was not reported to its end. */
    private static long lastReported(Pace pace, Optional<LoopState> saved) {
        return saved.isEmpty() || pace.hasUnreportedEpoch() ? pace.steps() - 1 : pace.steps();
    }

    /** Saves checkpoints while a loop shows its steps. */
    private static final class Saving implements Progress {

        /** Steps of less time than that are not saved before an evaluation: they are soon done again. */
        private static final Duration SOON_DONE = Duration.ofSeconds(5);

        private final Progress shown;
        private final Duration every;
        private final Loop loop;
        private final Journal journal;
        private final Checkpoints checkpoints;
        private long saved = System.nanoTime();

        Saving(Progress shown, Duration every, Loop loop, Journal journal, Checkpoints checkpoints) {
            this.shown = shown;
            this.every = every;
            this.loop = loop;
            this.journal = journal;
            this.checkpoints = checkpoints;
        }

        @Override
        public void show(Status status) {
            try {
                shown.show(status);
            } catch (Interrupted e) {
                save();
                throw e;
            }
            long since = System.nanoTime() - saved;
            boolean beforeReport = loop.pace().hasUnreportedEpoch() && since >= SOON_DONE.toNanos();
            if (beforeReport || since >= every.toNanos()) {
                save();
            }
        }

        @Override
        public void end(Status status) {
            shown.end(status);
        }

        private void save() {
            journal.sync();
            checkpoints.save(loop.state().checkpoint());
            saved = System.nanoTime();
        }
    }
}
