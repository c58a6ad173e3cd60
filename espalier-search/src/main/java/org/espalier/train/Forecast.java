package org.espalier.train;

import java.time.Duration;
import java.util.OptionalLong;
import org.espalier.machine.Garbage;
import org.espalier.machine.ResidentMemory;
import org.espalier.run.RunLength;
import org.espalier.safetensors.Tensors;
import org.espalier.text.Text;

/**
 * What a part of a run will take on this machine, measured by a few of its steps.
 *
 * @param part such as {@code supernet}
 * @param steps of the part
 * @param secondsPerStep mean over the part
 * @param evaluationSeconds of all evaluations
 * @param peakBytes peak memory of the process; empty if the system does not report it
 * @param diskBytes of checkpoints
 */
public record Forecast(
        String part,
        long steps,
        double secondsPerStep,
        double evaluationSeconds,
        OptionalLong peakBytes,
        long diskBytes) {

    /** A run keeps its last state and the one before. */
    private static final int CHECKPOINTS = 2;

    private static final double GIGABYTE = 1e9;

    /** Measures steps of a loop, which then has the state that it had. */
    public static Forecast of(String part, Loop loop) {
        ResidentMemory.forgetPeak();
        double seconds = loop.secondsPerStep();
        RunLength length = loop.length().inSteps(loop.pace().stepsPerEpoch(), () -> seconds);
        long state = loop.state().groups().values().stream()
                .mapToLong(Tensors::bytes)
                .sum();
        return new Forecast(part, length.steps(), seconds, 0, peak(), CHECKPOINTS * state);
    }

    /** The peak so far, and garbage that piles up over more steps than were measured. */
    private static OptionalLong peak() {
        OptionalLong measured = ResidentMemory.peakBytes();
        return measured.isPresent() ? OptionalLong.of(measured.getAsLong() + Garbage.SPARE_BYTES) : measured;
    }

    /** A copy that is evaluated, too. */
    Forecast evaluated(double seconds) {
        return new Forecast(part, steps, secondsPerStep, seconds, peak(), diskBytes);
    }

    /**
     * Several trainings of about this one's cost, with the evaluations of all.
     *
     * @param trainings in full lengths of this one
     * @param folders that keep their checkpoints
     */
    public Forecast times(double trainings, int folders) {
        return new Forecast(
                part, Math.round(trainings * steps), secondsPerStep, evaluationSeconds, peakBytes, folders * diskBytes);
    }

    /** A copy with as many steps as fit into a duration. */
    public Forecast lasting(Duration time) {
        long fitting = Math.round(time.toMillis() / (1e3 * secondsPerStep));
        return new Forecast(part, fitting, secondsPerStep, evaluationSeconds, peakBytes, diskBytes);
    }

    /** Time of all steps and evaluations. */
    public double seconds() {
        return steps * secondsPerStep + evaluationSeconds;
    }

    /**
     * For a run of so many steps that begins, such as "2700 steps of about 0.42 s, 0:18:54 without evaluations; memory
     * about 1.21 GB".
     */
    String inWords(long ofRun) {
        String time = Text.format(
                "%d steps of about %.3g s, %s without evaluations",
                ofRun, secondsPerStep, Text.clock(Duration.ofSeconds(Math.round(ofRun * secondsPerStep))));
        return peakBytes.isPresent()
                ? Text.format("%s; memory about %.2f GB", time, peakBytes.getAsLong() / GIGABYTE)
                : time;
    }
}
