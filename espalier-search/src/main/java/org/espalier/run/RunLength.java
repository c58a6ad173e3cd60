package org.espalier.run;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.espalier.problem.BadData;

/**
 * How many steps a run has, fixed once before its first step.
 *
 * @param steps of the whole run
 * @param stepsPerEpoch of one pass over the images
 * @param minutes that were asked for, if the number of steps follows from a time
 * @param secondsPerStep as measured before the first step, if so
 */
public record RunLength(long steps, int stepsPerEpoch, Optional<Double> minutes, Optional<Double> secondsPerStep) {

    /** A number of steps that no measurement decided. */
    public static RunLength of(long steps, int stepsPerEpoch) {
        return new RunLength(steps, stepsPerEpoch, Optional.empty(), Optional.empty());
    }

    /** @throws BadData if the file is not one that {@link #write} wrote */
    public static RunLength read(Path file) {
        return Json.read(file, RunLength.class);
    }

    /** Replaces the file by this as JSON. */
    public void write(Path file) {
        Json.write(file, this);
    }

    /** Such as "24 minutes are 1234 steps of 1.167 s". */
    public String inWords() {
        return minutes.isPresent() && secondsPerStep.isPresent()
                ? String.format(
                        Locale.ROOT, "%.3g minutes are %d steps of %.3g s", minutes.get(), steps, secondsPerStep.get())
                : steps + " steps";
    }

    /** As the first event of a run. */
    public Event event() {
        Event counted = Event.now("length", 0).with("steps", steps).with("stepsPerEpoch", stepsPerEpoch);
        return secondsPerStep.isPresent() ? counted.with("secondsPerStep", secondsPerStep.get()) : counted;
    }
}
