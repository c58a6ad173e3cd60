package org.espalier.space.sed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.espalier.graph.GraphBuilder;
import org.espalier.graph.Scope;
import org.espalier.graph.Style;
import org.espalier.graph.Value;
import org.espalier.space.Supernet;
import org.espalier.space.sed.SedGrid.Place;

/**
 * Backbone, cells and classifier, for both the supernet and the network: they differ in blocks and skip connections.
 */
final class SedGraph {

    /** The parts of a cell. */
    interface Parts {

        /**
         * A skip connection.
         *
         * @param scope its own scope
         * @param map the encoder's, as wide as the decoder
         */
        Value skip(Scope scope, Place place, Value map);

        /** A block of a cell; keeps the type. */
        Value block(Scope scope, Place place, int block, Value x);
    }

    private final SedConfig config;
    private final GraphBuilder builder;
    private final Parts parts;

    SedGraph(SedConfig config, GraphBuilder builder, Parts parts) {
        this.config = config;
        this.builder = builder;
        this.parts = parts;
    }

    /** The style of a decoder. */
    static Style style(SedConfig config) {
        return Style.DEFAULT.withNormalization(config.epsilon(), config.momentum());
    }

    /** Builds the graph up to the output {@code logits}. */
    void build(int classes) {
        Map<Integer, Value> encoded = new HashMap<>();
        SortedMap<Integer, Value> features = config.backbone().features(builder);
        features.forEach(
                (stride, map) -> encoded.put(stride, projected(builder.scope("encoder_s" + stride), map, stride)));
        Map<Place, Value> cells = new HashMap<>();
        List<Place> places = new SedGrid(config.columns()).places();
        for (Place place : places) {
            cells.put(place, cell(place, Objects.requireNonNull(encoded.get(place.stride())), cells));
        }
        Value last = Objects.requireNonNull(cells.get(places.getLast()));
        Scope classifier = builder.scope("classifier");
        Value active = classifier.dropout(classifier.relu(last), config.dropoutKeep());
        builder.output(Supernet.LOGITS, classifier.resize(classifier.classifier(active, classes), 1));
    }

    /** An encoder's map as wide as the decoder. */
    private Value projected(Scope scope, Value map, int stride) {
        return scope.normalize(scope.pointwise(map, config.channels(stride)));
    }

    private Value cell(Place place, Value map, Map<Place, Value> cells) {
        Scope scope = builder.scope("cell_" + place.id());
        List<Value> inputs = new ArrayList<>();
        Optional.ofNullable(cells.get(place.before())).ifPresent(inputs::add);
        Optional.ofNullable(cells.get(place.coarser()))
                .ifPresent(
                        coarser -> inputs.add(scope.resize(narrowed(scope, coarser, map.channels()), place.stride())));
        inputs.add(place.isFirst() ? map : parts.skip(scope.child("skip"), place, map));
        Value x = scope.child("input").sum(inputs);
        List<Value> blocks = new ArrayList<>();
        for (int block = 0; block < config.blocks(); block++) {
            blocks.add(parts.block(scope.child("block_" + block), place, block, x));
        }
        return scope.child("output").sum(blocks);
    }

    /** The map of a coarser cell as wide as this row. */
    private static Value narrowed(Scope cell, Value coarser, int channels) {
        Scope scope = cell.child("coarser");
        return coarser.channels() == channels
                ? coarser
                : scope.normalize(scope.pointwise(scope.relu(coarser), channels));
    }
}
