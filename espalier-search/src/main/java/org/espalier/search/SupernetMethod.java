package org.espalier.search;

import java.util.List;
import org.espalier.blueprint.Blueprint;

/**
 * A method that is a single search of a single space.
 *
 * @param <A> architectures of the space
 */
public interface SupernetMethod<C extends Record, A> extends Method<C> {

    @Override
    ArchitectureSearch<A> search(C config);

    @Override
    default List<Stage> stages(C config) {
        return List.of(new Stage("supernet", search(config)));
    }

    @Override
    default Architectures<A> architectures(C config) {
        ArchitectureSearch<A> search = search(config);
        return Architectures.of(search.space(), search::blueprint);
    }

    @Override
    default List<Blueprint> covering(C config, int classes) {
        ArchitectureSearch<A> search = search(config);
        return search.space().covering().stream()
                .map(architecture -> search.blueprint(architecture, classes))
                .toList();
    }
}
