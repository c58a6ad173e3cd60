package org.espalier.drawing;

import java.util.ArrayList;
import java.util.List;

/**
 * A graph to be drawn in columns from left to right, with links between neighbouring columns only: a longer connection passes a bend in
 * every column between.
 *
 * @param vertices what stands in the columns
 * @param links between them
 */
record LayeredGraph(List<Vertex> vertices, List<Link> links) {

    /**
     * Something that stands in a column.
     *
     * @param column 0 for the leftmost
     * @param height that it takes, in pixels
     * @param bend whether it is just a place where a connection passes
     */
    record Vertex(int column, double height, boolean bend) {}

    /** A line from a vertex to one of the next column. */
    record Link(int from, int to) {}

    LayeredGraph {
        vertices = List.copyOf(vertices);
        links = List.copyOf(links);
    }

    int columns() {
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

    /** Collects vertices and connections. */
    static final class Builder {

        private final List<Vertex> vertices = new ArrayList<>();
        private final List<Link> links = new ArrayList<>();
        private final double bendHeight;

        Builder(double bendHeight) {
            this.bendHeight = bendHeight;
        }

        /** Adds a vertex and returns its number. */
        int vertex(int column, double height) {
            return add(new Vertex(column, height, false));
        }

        /** Connects two vertices; returns all that the connection passes, both ends included. */
        List<Integer> connect(int from, int to) {
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

        LayeredGraph build() {
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
