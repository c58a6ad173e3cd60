package org.espalier.search.trial;

import java.nio.file.Path;
import org.espalier.data.Dataset;
import org.espalier.run.RunOptions;

/**
 * Evaluates an architecture, for example by the loss of its network on held-out images after some training steps.
 *
 * @param <A> architectures
 */
@FunctionalInterface
public interface TrialEvaluation<A> {

    /**
     * Evaluates the architecture of a trial. The same trial gives the same loss.
     *
     * @param folder for a run of this architecture alone; exists if an earlier trial had the same architecture, with
     *     fewer steps, or if the search was interrupted during this trial and is resumed
     * @param options of that run, resuming if the folder exists
     * @return lower is better; NaN if the training failed, which ranks last
     */
    double loss(Trial<A> trial, Dataset data, Path folder, RunOptions options);
}
