package org.espalier.search.trial;

import java.nio.file.Path;
import org.espalier.data.Dataset;
import org.espalier.run.RunOptions;

/**
 * How good an architecture is, such as the loss of its network on held-out images after some steps of training.
 *
 * @param <A> architectures
 */
@FunctionalInterface
public interface TrialEvaluation<A> {

    /**
     * Evaluates an architecture. The same trial gives the same loss.
     *
     * @param folder for a run of this trial alone; not there yet, unless the search was interrupted during the trial and is resumed
     * @param options of that run
     * @return smaller is better; NaN where the training failed, which ranks last
     */
    double loss(Trial<A> trial, Dataset data, Path folder, RunOptions options);
}
