package org.espalier.search;

import java.util.Optional;
import org.espalier.safetensors.Tensors;
import org.espalier.space.backbone.BackboneConfig;

/**
 * A method whose networks have a backbone. {@link ArchitectureSearch#from} starts a search from trained weights of it.
 *
 * @param <A> architectures of the space
 */
public interface BackboneMethod<C extends Record, A> extends SupernetMethod<C, A> {

    /** The backbone. */
    BackboneConfig backbone(C config);

    @Override
    default Search<?> search(C config, Optional<Tensors> weights) {
        ArchitectureSearch<A> fresh = search(config);
        return weights.map(fresh::from).orElse(fresh);
    }

    /** A copy for a backbone without trained weights: the search trains it, too. */
    C fromScratch(C config);
}
