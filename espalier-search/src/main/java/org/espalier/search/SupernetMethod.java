package org.espalier.search;

import java.util.List;
import org.espalier.blueprint.Blueprint;
import org.espalier.random.Seed;

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
    default Blueprint random(C config, int classes, Seed seed) {
        ArchitectureSearch<A> search = search(config);
        return search.blueprint(search.space().random(seed), classes);
    }

    @Override
    default List<Blueprint> covering(C config, int classes) {
        ArchitectureSearch<A> search = search(config);
        return search.space().covering().stream()
                .map(architecture -> search.blueprint(architecture, classes))
                .toList();
    }
}
