package org.espalier.search;

import java.nio.file.Path;
import org.espalier.data.Dataset;
import org.espalier.run.RunOptions;

/**
 * An architecture search. Every search returns a ranked list of candidates: an {@link ArchitectureSearch} trains a
 * supernet and decodes it; a {@link org.espalier.search.trial.TrialSearch} evaluates the architectures that a strategy
 * proposes.
 *
 * @param <A> architectures
 */
@FunctionalInterface
public interface Search<A> {

    /**
     * Version of what a supernet search, with its finish, computes: the same configuration and data give about the same architecture in
     * one version. A change that makes a search find something else raises this number, so that results of different
     * versions are not mixed.
     */
    int SEMANTICS = 4;

    /**
     * Searches on the split {@code train}, and writes {@code candidates.json} and {@code architecture.json}, the best
     * candidate, to the run folder. The same search with the same options gives the same result.
     *
     * @param folder new or empty, or with a run to resume
     */
    SearchResult<A> run(Dataset data, Path folder, RunOptions options);
}
