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
     * @param folder for a run of this trial alone; exists only if the search was interrupted during the trial and is
     *     resumed
     * @param options of that run
     * @return lower is better; NaN if the training failed, which ranks last
     */
    double loss(Trial<A> trial, Dataset data, Path folder, RunOptions options);
}
