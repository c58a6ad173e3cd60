package org.espalier.train;

import org.espalier.run.Progress;

/**
 * Training in epochs whose state can be saved and restored between steps. A restored loop computes the same as one that
 * was never interrupted.
 */
public interface Loop extends AutoCloseable {

    /** The configured length of the run. */
    Length length();

    /** Threads that one operation of a step runs on. */
    int threadsPerOperation();

    /** Measures the mean time of a step. The state of the loop is restored afterwards. */
    double secondsPerStep();

    /**
     * Runs one epoch, or the rest of it or of the run.
     *
     * @param progress shown after each step, when the loop's state can be saved
     */
    EpochResult epoch(Progress progress);

    /** The step count. */
    Pace pace();

    /** Whether no more epochs are to be run: all steps are done, or the loop has stopped early. */
    default boolean finished() {
        return pace().finished();
    }

    /** The learning rate of the next step. */
    double learningRate();

    /** The complete state of the loop. */
    LoopState state();

    /**
     * Continues from a saved state.
     *
     * @throws org.espalier.problem.BadData if it is the state of another graph or configuration
     */
    void restore(LoopState state);

    @Override
    void close();
}
