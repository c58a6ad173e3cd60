package org.espalier.search;

import java.nio.file.Path;
import org.espalier.data.Dataset;
import org.espalier.run.RunOptions;

/**
 * A search of an architecture. However it works, it ends in a ranked list of candidates: an {@link ArchitectureSearch} trains a supernet
 * and decodes it; a {@link org.espalier.search.trial.TrialSearch} evaluates architectures that a strategy asks for.
 *
 * @param <A> the architectures that are searched
 */
@FunctionalInterface
public interface Search<A> {

    /**
     * Searches on the split {@code train}. The run folder then has {@code candidates.json}, and {@code architecture.json} with the best of
     * them. The same search with the same options finds the same.
     *
     * @param folder new or empty, or with a run to resume
     */
    SearchResult<A> run(Dataset data, Path folder, RunOptions options);
}
