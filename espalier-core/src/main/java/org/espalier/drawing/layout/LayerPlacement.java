package org.espalier.drawing.layout;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.espalier.drawing.layout.LayeredGraph.Link;
import org.espalier.drawing.layout.LayeredGraph.Vertex;

/**
 * Vertical positions of ordered vertices: every vertex near its neighbours, long connections as straight as possible.
 * Columns are placed one by one, each by the least-squares solution that keeps order and distances (isotonic regression
 * by pooling neighbours).
 */
final class LayerPlacement {

    private static final int SWEEPS = 60;
    private static final double BEND_TO_BEND = 8;
    private static final double BEND_TO_VERTEX = 2;

    private final LayeredGraph graph;
    private final List<List<Integer>> order;
    private final double gap;
    private final ToDoubleFunction<Link> port;
    private final double[] centres;

    private LayerPlacement(LayeredGraph graph, List<List<Integer>> order, double gap, ToDoubleFunction<Link> port) {
        this.graph = graph;
        this.order = order;
        this.gap = gap;
        this.port = port;
        this.centres = new double[graph.vertices().size()];
    }

    /**
     * Places all vertices.
     *
     * @param order the vertices of each column from top to bottom
     * @param gap minimum distance of neighbours in a column, in pixels
     * @param port how far below the centre of its target a link ends
     * @return the centre of each vertex; the topmost vertex starts at 0
     */
    static double[] centres(LayeredGraph graph, List<List<Integer>> order, double gap, ToDoubleFunction<Link> port) {
        LayerPlacement placement = new LayerPlacement(graph, order, gap, port);
        placement.order.forEach(column -> placement.place(column, new double[column.size()], ones(column.size())));
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            placement.order.forEach(placement::pull);
            placement.order.reversed().forEach(placement::pull);
        }
        double top = Double.POSITIVE_INFINITY;
        for (int vertex = 0; vertex < placement.centres.length; vertex++) {
            top = Math.min(
                    top,
                    placement.centres[vertex] - graph.vertices().get(vertex).height() / 2);
        }
        for (int vertex = 0; vertex < placement.centres.length; vertex++) {
            placement.centres[vertex] -= top;
        }
        return placement.centres;
    }

    private void pull(List<Integer> column) {
        double[] desired = new double[column.size()];
        double[] weights = new double[column.size()];
        for (int place = 0; place < column.size(); place++) {
            int vertex = column.get(place);
            double sum = 0;
            double weight = 0;
            for (Link link : graph.links()) {
                if (link.to() == vertex) {
                    sum += strength(link) * (centres[link.from()] - port.applyAsDouble(link));
                    weight += strength(link);
                } else if (link.from() == vertex) {
                    sum += strength(link) * (centres[link.to()] + port.applyAsDouble(link));
                    weight += strength(link);
                }
            }
            desired[place] = weight == 0 ? centres[vertex] : sum / weight;
            weights[place] = Math.max(weight, 1);
        }
        place(column, desired, weights);
    }

    private double strength(Link link) {
        int bends = (graph.vertices().get(link.from()).bend() ? 1 : 0)
                + (graph.vertices().get(link.to()).bend() ? 1 : 0);
        return switch (bends) {
            case 2 -> BEND_TO_BEND;
            case 1 -> BEND_TO_VERTEX;
            default -> 1;
        };
    }

    /** The positions nearest to the desired ones, in order and far enough apart. */
    private void place(List<Integer> column, double[] desired, double[] weights) {
        double[] offsets = new double[column.size()];
        for (int place = 1; place < column.size(); place++) {
            Vertex above = graph.vertices().get(column.get(place - 1));
            Vertex below = graph.vertices().get(column.get(place));
            offsets[place] = offsets[place - 1] + above.height() / 2 + gap + below.height() / 2;
        }
        double[] means = new double[column.size()];
        double[] totals = new double[column.size()];
        int[] sizes = new int[column.size()];
        int pools = 0;
        for (int place = 0; place < column.size(); place++) {
            means[pools] = desired[place] - offsets[place];
            totals[pools] = weights[place];
            sizes[pools] = 1;
            while (pools > 0 && means[pools - 1] > means[pools]) {
                double total = totals[pools - 1] + totals[pools];
                means[pools - 1] = (means[pools - 1] * totals[pools - 1] + means[pools] * totals[pools]) / total;
                totals[pools - 1] = total;
                sizes[pools - 1] += sizes[pools];
                pools--;
            }
            pools++;
        }
        int place = 0;
        for (int pool = 0; pool < pools; pool++) {
            for (int member = 0; member < sizes[pool]; member++, place++) {
                centres[column.get(place)] = means[pool] + offsets[place];
            }
        }
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
