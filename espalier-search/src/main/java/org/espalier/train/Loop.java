package org.espalier.train;

import org.espalier.run.Progress;

/** Work in epochs whose state can be saved and given back between them: a loop that goes on from a state never knows that it stopped. */
public interface Loop extends AutoCloseable {

    /** Runs one epoch, or what is left of the time. */
    EpochResult epoch(Progress progress);

    /** How far it is. */
    Pace pace();

    /** The learning rate of the next step. */
    double learningRate();

    /** All of the loop's state. */
    LoopState state();

    /**
     * Goes on from a state of a loop of the same graph and configuration.
     *
     * @throws org.espalier.problem.BadData if it is another's
     */
    void restore(LoopState state);

    @Override
    void close();
}
