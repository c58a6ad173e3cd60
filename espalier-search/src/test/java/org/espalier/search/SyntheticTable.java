package org.espalier.search;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.latency.Device;
import org.espalier.latency.LatencyKey;
import org.espalier.latency.LatencyKeys;
import org.espalier.latency.LatencyTable;
import org.espalier.pass.Passes;
import org.espalier.random.Seed;
import org.espalier.space.SearchSpace;

/** A latency table in which every operation of a space has a latency proportional to its channels and pixels. */
final class SyntheticTable {

    private static final int ARCHITECTURES = 300;

    private SyntheticTable() {}

    /** Writes the table of a space's networks for a number of classes to a file. */
    static LatencyTable write(SearchSpace<?> space, int classes, Extent extent, Path file) {
        LatencyTable table = of(space, classes, extent);
        table.write(file);
        return table;
    }

    private static <A> LatencyTable of(SearchSpace<A> space, int classes, Extent extent) {
        Set<LatencyKey> keys = new HashSet<>();
        collect(space.supernet(classes).graph(), extent, keys);
        for (int seed = 0; seed < ARCHITECTURES; seed++) {
            collect(space.network(space.random(new Seed(seed)), classes), extent, keys);
        }
        for (LatencyKey key : List.copyOf(keys)) {
            if (key.operation().startsWith("add_")) {
                for (int count = 2; count < Integer.parseInt(key.operation().substring(4)); count++) {
                    keys.add(new LatencyKey("add_" + count, key.in(), key.out(), key.height(), key.width(), 1));
                }
            }
        }
        LatencyTable table = LatencyTable.empty(new Device("none", "none", "none", "none", 1), Instant.EPOCH, keys);
        for (LatencyKey key : keys) {
            table = table.with(key, 1e-2 + 1e-6 * key.out() * key.height() * key.width() * key.in());
        }
        return table;
    }

    private static void collect(Graph graph, Extent extent, Set<LatencyKey> keys) {
        LatencyKeys.of(Passes.apply(Passes.FOR_EXPORT, graph), extent).forEach(key -> key.ifPresent(keys::add));
    }
}
