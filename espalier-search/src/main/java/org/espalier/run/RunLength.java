package org.espalier.run;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * The number of steps of a run, fixed before its first step.
 *
 * @param steps of the whole run
 * @param stepsPerEpoch steps of one pass over the images
 * @param minutes the requested duration, if the number of steps was computed from one
 * @param secondsPerStep measured before the first step, if the number of steps was computed from a duration
 */
public record RunLength(long steps, int stepsPerEpoch, Optional<Double> minutes, Optional<Double> secondsPerStep) {

    /** The kind of its event. */
    public static final String EVENT = "length";

    /** A given number of steps. */
    public static RunLength of(long steps, int stepsPerEpoch) {
        return new RunLength(steps, stepsPerEpoch, Optional.empty(), Optional.empty());
    }

    /** @throws BadData if the file was not written by {@link #write} */
    public static RunLength read(Path file) {
        return Json.read(file, RunLength.class);
    }

    /** Writes this to a file as JSON; replaces an existing one. */
    public void write(Path file) {
        Json.write(file, this);
    }

    /** A description, such as "24 minutes are 1234 steps of 1.167 s". */
    public String inWords() {
        return minutes.isPresent() && secondsPerStep.isPresent()
                ? Text.format("%.3g minutes are %d steps of %.3g s", minutes.get(), steps, secondsPerStep.get())
                : (steps == 1 ? "1 step" : steps + " steps");
    }

    /** The first event of a run. */
    public Event event() {
        Event counted = Event.now(EVENT, 0).with("steps", steps).with("stepsPerEpoch", stepsPerEpoch);
        return secondsPerStep.isPresent() ? counted.with("secondsPerStep", secondsPerStep.get()) : counted;
    }
}
