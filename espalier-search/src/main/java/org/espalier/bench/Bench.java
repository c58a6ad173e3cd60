package org.espalier.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.espalier.machine.ResidentMemory;
import org.espalier.machine.Timings;
import org.espalier.problem.Allowed;

/** Times models in turns: each turn runs every model once, starting with a different one. */
public final class Bench {

    private static final double NANOS_PER_MILLI = 1e6;

    private Bench() {}

    /**
     * The measurements of one model.
     *
     * @param name of the model
     * @param p50Millis median time of a run
     * @param p90Millis 90th percentile
     * @param p95Millis 95th percentile
     * @param peakBytes peak resident memory of the process while only this model was loaded and run; empty if unknown
     * @param ratio median over the turns of its time divided by the first model's
     * @param ratioLow 10th percentile of that ratio
     * @param ratioHigh 90th percentile of that ratio
     */
    public record Result(
            String name,
            double p50Millis,
            double p90Millis,
            double p95Millis,
            OptionalLong peakBytes,
            double ratio,
            double ratioLow,
            double ratioHigh) {

        /** Frames per second at the median time. */
        public double framesPerSecond() {
            return 1000 / p50Millis;
        }
    }

    /**
     * Times models.
     *
     * @param entrants one or more
     * @param warmUp runs of each model before the measurement
     * @param turns number of measured turns
     * @return results in the order of the entrants
     */
    public static List<Result> run(List<Entrant> entrants, int warmUp, int turns) {
        Allowed.notEmpty("entrants", entrants);
        Allowed.atLeast("warmUp", warmUp, 1);
        Allowed.atLeast("turns", turns, 1);
        List<OptionalLong> peaks =
                entrants.stream().map(entrant -> peakBytes(entrant, warmUp)).toList();
        List<Entrant.Running> running = new ArrayList<>();
        try {
            for (Entrant entrant : entrants) {
                running.add(warm(entrant, warmUp));
            }
            double[][] millis = inTurns(running, turns);
            List<Result> results = new ArrayList<>();
            for (int model = 0; model < millis.length; model++) {
                results.add(result(entrants.get(model).name(), millis[model], millis[0], peaks.get(model)));
            }
            return results;
        } finally {
            running.forEach(Entrant.Running::close);
        }
    }

    private static OptionalLong peakBytes(Entrant entrant, int runs) {
        ResidentMemory.forgetPeak();
        try (Entrant.Running alone = warm(entrant, runs)) {
            alone.run();
            return ResidentMemory.peakBytes();
        }
    }

    private static Entrant.Running warm(Entrant entrant, int runs) {
        Entrant.Running model = entrant.open();
        for (int run = 0; run < runs; run++) {
            model.run();
        }
        return model;
    }

    private static double[][] inTurns(List<Entrant.Running> running, int turns) {
        double[][] millis = new double[running.size()][turns];
        for (int turn = 0; turn < turns; turn++) {
            for (int place = 0; place < running.size(); place++) {
                int model = (turn + place) % running.size();
                long started = System.nanoTime();
                running.get(model).run();
                millis[model][turn] = (System.nanoTime() - started) / NANOS_PER_MILLI;
            }
        }
        return millis;
    }

    private static Result result(String name, double[] millis, double[] first, OptionalLong peak) {
        double[] ratios = new double[millis.length];
        Arrays.setAll(ratios, turn -> millis[turn] / first[turn]);
        return new Result(
                name,
                Timings.percentile(millis, 50),
                Timings.percentile(millis, 90),
                Timings.percentile(millis, 95),
                peak,
                Timings.percentile(ratios, 50),
                Timings.percentile(ratios, 10),
                Timings.percentile(ratios, 90));
    }
}
