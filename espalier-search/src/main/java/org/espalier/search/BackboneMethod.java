package org.espalier.search;

import org.espalier.space.backbone.BackboneConfig;

/**
 * A method whose networks have a backbone. {@link ArchitectureSearch#from} starts a search from trained weights of it.
 *
 * @param <A> architectures of the space
 */
public interface BackboneMethod<C extends Record, A> extends SupernetMethod<C, A> {

    /** The backbone. */
    BackboneConfig backbone(C config);

    /** A copy for a backbone without trained weights: the search trains it, too. */
    C fromScratch(C config);
}
