package org.espalier.deploy.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.latency.Agreement;
import org.espalier.latency.LatencyModel;
import org.espalier.latency.LatencyModel.Measured;
import org.espalier.latency.LatencyModel.Parts;
import org.espalier.latency.LatencyTable;

/**
 * A latency model fitted to one half of measured networks and evaluated on the other, compared with the plain sum of
 * the table's entries.
 *
 * @param measured all networks, in order; every other one, from the first, was used for the fit
 * @param model the fitted model
 * @param sum agreement of the plain sum with the evaluated half
 * @param fitted agreement of the model with the evaluated half
 */
public record ModelCheck(List<Measured> measured, LatencyModel model, Agreement sum, Agreement fitted) {

    /** Fewer networks do not give a meaningful fit. */
    public static final int LEAST_NETWORKS = 10;

    private static final int ROUNDS = 4;

    public ModelCheck {
        measured = List.copyOf(measured);
    }

    /**
     * Measures networks on this machine, in several rounds, every other one in reverse order. The fastest round of each
     * network counts: other work on the machine only adds time, but may last for seconds.
     *
     * @param networks as they are exported, at least {@value #LEAST_NETWORKS}
     * @param table of the same device, with all their entries
     */
    public static ModelCheck measure(
            List<Graph> networks, Extent extent, LatencyTable table, LatencyProfile.Watcher watcher) {
        int threads = table.device().threads();
        List<Parts> parts = networks.stream()
                .map(network -> Parts.of(network, extent, table))
                .toList();
        double[] millis = new double[networks.size()];
        Arrays.fill(millis, Double.POSITIVE_INFINITY);
        int all = ROUNDS * networks.size();
        watcher.measured(0, all);
        for (int turn = 0; turn < all; turn++) {
            int place = turn % networks.size();
            int network = turn / networks.size() % 2 == 0 ? place : networks.size() - 1 - place;
            millis[network] = Math.min(millis[network], NetworkTimer.millis(networks.get(network), extent, threads));
            watcher.measured(turn + 1, all);
        }
        List<Measured> measured = new ArrayList<>();
        for (int network = 0; network < millis.length; network++) {
            measured.add(new Measured(parts.get(network), millis[network]));
        }
        return of(measured);
    }

    /** Fits the model to every other network and evaluates it on the rest. */
    public static ModelCheck of(List<Measured> measured) {
        LatencyModel model = LatencyModel.fit(half(measured, 0));
        List<Measured> rest = half(measured, 1);
        return new ModelCheck(
                measured, model, agreement(rest, LatencyModel.SUM::millis), agreement(rest, model::millis));
    }

    private static List<Measured> half(List<Measured> networks, int first) {
        List<Measured> half = new ArrayList<>();
        for (int index = first; index < networks.size(); index += 2) {
            half.add(networks.get(index));
        }
        return half;
    }

    private static Agreement agreement(List<Measured> networks, ToDoubleFunction<Parts> prediction) {
        return Agreement.of(
                networks.stream().map(Measured::parts).mapToDouble(prediction).toArray(),
                networks.stream().mapToDouble(Measured::millis).toArray());
    }
}
