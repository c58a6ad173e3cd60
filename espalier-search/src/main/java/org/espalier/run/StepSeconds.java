package org.espalier.run;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * The time of steps, from the events of a run; what is done between epochs does not count.
 *
 * @param steps of an epoch
 * @param seconds that they took
 */
public record StepSeconds(long steps, double seconds) {

    /** The time of all steps, in seconds; 0 if the folder is no run. */
    public static double of(RunLayout run) {
        return epochs(run).stream().mapToDouble(StepSeconds::seconds).sum();
    }

    /**
     * The time of all steps of a run whose steps are alike: that of the epochs of its later half, for all steps. The
     * JVM compiles kernels during the first seconds.
     */
    public static double ofTraining(RunLayout run) {
        List<StepSeconds> epochs = epochs(run);
        List<StepSeconds> later = epochs.subList(epochs.size() / 2, epochs.size());
        double seconds = later.stream().mapToDouble(StepSeconds::seconds).sum();
        return seconds / steps(later) * steps(epochs);
    }

    private static double steps(List<StepSeconds> epochs) {
        return epochs.stream().mapToLong(StepSeconds::steps).sum();
    }

    private static List<StepSeconds> epochs(RunLayout run) {
        List<StepSeconds> epochs = new ArrayList<>();
        long done = 0;
        for (Event event : Files.exists(run.events()) ? EventLog.read(run.events()) : List.<Event>of()) {
            if (event.kind().equals("epoch")) {
                epochs.add(new StepSeconds(
                        event.step() - done, event.number("seconds").orElse(0)));
                done = event.step();
            }
        }
        return epochs;
    }
}
