package org.espalier.drawing.layout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.espalier.drawing.layout.LayeredGraph.Link;
import org.espalier.random.Seed;

/**
 * Orders the vertices of each column so that few links cross: barycentres, column by column and back, then swaps of
 * neighbours, from several starts (Sugiyama, Tagawa, Toda 1981; Gansner et al. 1993). The starts come from a fixed
 * seed, so the order is always the same.
 */
final class LayerOrder {

    private static final int STARTS = 12;
    private static final int SWEEPS = 6;

    private final List<List<Integer>> columns;
    private final List<List<Link>> gaps;
    private final int[] positions;

    private LayerOrder(LayeredGraph graph, List<List<Integer>> columns) {
        this.columns = columns;
        this.positions = new int[graph.vertices().size()];
        this.gaps = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            int left = column;
            gaps.add(graph.links().stream()
                    .filter(link -> graph.vertices().get(link.from()).column() == left)
                    .toList());
        }
        columns.forEach(this::number);
    }

    /** The vertices of each column from top to bottom. */
    static List<List<Integer>> of(LayeredGraph graph) {
        RandomGenerator random = new Seed(0).generator();
        List<List<Integer>> best = graph.byColumn();
        long fewest = Long.MAX_VALUE;
        for (int start = 0; start < STARTS && fewest > 0; start++) {
            List<List<Integer>> columns = graph.byColumn();
            if (start > 0) {
                columns.forEach(column -> shuffle(column, random));
            }
            LayerOrder order = new LayerOrder(graph, columns);
            long crossings = order.improve();
            if (crossings < fewest) {
                fewest = crossings;
                best = columns;
            }
        }
        return best;
    }

    private long improve() {
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int column = 1; column < columns.size(); column++) {
                sortByNeighbours(column, column - 1);
            }
            for (int column = columns.size() - 2; column >= 0; column--) {
                sortByNeighbours(column, column + 1);
            }
        }
        while (swapNeighbours()) {}
        long crossings = 0;
        for (List<Link> gap : gaps) {
            crossings += crossings(gap);
        }
        return crossings;
    }

    private void sortByNeighbours(int column, int other) {
        double[] barycentres = new double[positions.length];
        for (int vertex : columns.get(column)) {
            barycentres[vertex] = gaps.get(Math.min(column, other)).stream()
                    .filter(link -> link.from() == vertex || link.to() == vertex)
                    .mapToInt(link -> positions[link.from() == vertex ? link.to() : link.from()])
                    .average()
                    .orElse(positions[vertex]);
        }
        columns.get(column).sort(Comparator.comparingDouble(vertex -> barycentres[vertex]));
        number(columns.get(column));
    }

    private boolean swapNeighbours() {
        boolean better = false;
        for (int column = 0; column < columns.size(); column++) {
            List<Integer> vertices = columns.get(column);
            for (int place = 0; place + 1 < vertices.size(); place++) {
                long before = crossingsAround(column);
                Collections.swap(vertices, place, place + 1);
                number(vertices);
                if (crossingsAround(column) < before) {
                    better = true;
                } else {
                    Collections.swap(vertices, place, place + 1);
                    number(vertices);
                }
            }
        }
        return better;
    }

    private long crossingsAround(int column) {
        return crossings(gaps.get(column)) + (column == 0 ? 0 : crossings(gaps.get(column - 1)));
    }

    private long crossings(List<Link> gap) {
        long crossings = 0;
        for (int first = 0; first < gap.size(); first++) {
            for (int second = first + 1; second < gap.size(); second++) {
                int left = Integer.compare(
                        positions[gap.get(first).from()],
                        positions[gap.get(second).from()]);
                int right = Integer.compare(
                        positions[gap.get(first).to()],
                        positions[gap.get(second).to()]);
                crossings += left * right < 0 ? 1 : 0;
            }
        }
        return crossings;
    }

    private void number(List<Integer> column) {
        for (int place = 0; place < column.size(); place++) {
            positions[column.get(place)] = place;
        }
    }

    private static void shuffle(List<Integer> column, RandomGenerator random) {
        for (int place = column.size() - 1; place > 0; place--) {
            Collections.swap(column, place, random.nextInt(place + 1));
        }
    }
}
