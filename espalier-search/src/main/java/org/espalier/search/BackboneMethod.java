package org.espalier.search;

import org.espalier.space.backbone.BackboneConfig;

/**
 * A method whose networks stand on a backbone. A search starts from the backbone's trained weights with {@link ArchitectureSearch#from}.
 *
 * @param <A> the space's architectures
 */
public interface BackboneMethod<C extends Record, A> extends SupernetMethod<C, A> {

    /** The backbone. */
    BackboneConfig backbone(C config);

    /** The same configuration for a backbone without trained weights: it learns with the rest. */
    C fromScratch(C config);
}
