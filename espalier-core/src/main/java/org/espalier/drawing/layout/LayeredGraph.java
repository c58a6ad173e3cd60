package org.espalier.drawing.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A graph to be drawn in columns from left to right, with links between neighbouring columns only: a longer connection
 * passes a bend in every column between.
 *
 * @param vertices in the columns
 * @param links between them
 */
public record LayeredGraph(List<Vertex> vertices, List<Link> links) {

    /**
     * A vertex in a column.
     *
     * @param column 0 for the leftmost
     * @param height in pixels
     * @param bend whether it only marks where a connection passes
     */
    public record Vertex(int column, double height, boolean bend) {}

    /** A line from a vertex to one of the next column. */
    public record Link(int from, int to) {}

    public LayeredGraph {
        vertices = List.copyOf(vertices);
        links = List.copyOf(links);
    }

    public int columns() {
        return vertices.stream().mapToInt(Vertex::column).max().orElse(-1) + 1;
    }

    /** The vertices of each column, as they were added. */
    List<List<Integer>> byColumn() {
        List<List<Integer>> columns = new ArrayList<>();
        while (columns.size() < columns()) {
            columns.add(new ArrayList<>());
        }
        for (int vertex = 0; vertex < vertices.size(); vertex++) {
            columns.get(vertices.get(vertex).column()).add(vertex);
        }
        return columns;
    }

    /**
     * The vertices of each column from top to bottom, ordered so that few links cross; the same graph gives the same
     * order.
     */
    public List<List<Integer>> order() {
        return LayerOrder.of(this);
    }

    /**
     * Vertical positions, in pixels; links are as straight as order and gaps allow.
     *
     * @param order the vertices of each column from top to bottom
     * @param gap minimum distance between neighbours in a column
     * @param port how far below the centre of its target a link ends
     * @return the centre of each vertex; the topmost vertex starts at 0
     */
    public double[] centres(List<List<Integer>> order, double gap, ToDoubleFunction<Link> port) {
        return LayerPlacement.centres(this, order, gap, port);
    }

    /** Collects vertices and connections. */
    public static final class Builder {

        private final List<Vertex> vertices = new ArrayList<>();
        private final List<Link> links = new ArrayList<>();
        private final double bendHeight;

        public Builder(double bendHeight) {
            this.bendHeight = bendHeight;
        }

        /** Adds a vertex and returns its number. */
        public int vertex(int column, double height) {
            return add(new Vertex(column, height, false));
        }

        /** Connects two vertices; returns all that the connection passes, both ends included. */
        public List<Integer> connect(int from, int to) {
            List<Integer> route = new ArrayList<>(List.of(from));
            for (int column = column(from) + 1; column < column(to); column++) {
                route.add(add(new Vertex(column, bendHeight, true)));
            }
            route.add(to);
            for (int step = 1; step < route.size(); step++) {
                links.add(new Link(route.get(step - 1), route.get(step)));
            }
            return route;
        }

        public LayeredGraph build() {
            return new LayeredGraph(vertices, links);
        }

        private int column(int vertex) {
            return vertices.get(vertex).column();
        }

        private int add(Vertex vertex) {
            vertices.add(vertex);
            return vertices.size() - 1;
        }
    }
}
