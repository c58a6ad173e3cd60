package org.espalier.train;

import org.espalier.run.Progress;

/** Work in epochs whose state can be saved and restored between them: a restored loop computes what an unbroken one would have computed. */
public interface Loop extends AutoCloseable {

    /** How many steps the run is to have. */
    Length length();

    /** Threads that one operation of a step runs on. */
    int threadsPerOperation();

    /** Mean time of a step of the run, measured on a few steps; the loop is then again in the state that it was in. */
    double secondsPerStep();

    /** Runs one epoch, or what is left of the run. */
    EpochResult epoch(Progress progress);

    /** How far it is. */
    Pace pace();

    /** The learning rate of the next step. */
    double learningRate();

    /** All of the loop's state. */
    LoopState state();

    /**
     * Continues from the state of a loop of the same graph and configuration.
     *
     * @throws org.espalier.problem.BadData if it is another's
     */
    void restore(LoopState state);

    @Override
    void close();
}
