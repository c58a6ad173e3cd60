package org.espalier.drawing.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.espalier.drawing.network.BlockGraph.Block;

/**
 * The layout of a network's blocks: in columns, each block after those it reads, and in rows by stride. A connection
 * between neighbouring columns is direct; a longer one runs along a lane, which is either a row with no block in
 * between or the space above a row.
 */
final class BlockLayout {

    /** A lane: the middle of a row, or the space above it; the row after the last one has the space below all rows. */
    record Lane(int row, boolean above) {}

    /**
     * A connection along a lane.
     *
     * @param from index of the block that is read
     * @param to index of the block that reads
     * @param track 0 for the first of the parallel lines in the lane
     */
    record Route(int from, int to, Lane lane, int track) {}

    private final List<Block> blocks;
    private final List<Integer> strides;
    private final int[] columns;
    private final List<Route> routes = new ArrayList<>();
    private final Set<List<Integer>> occupied =
            new TreeSet<>(Comparator.<List<Integer>>comparingInt(List::getFirst).thenComparingInt(List::getLast));

    BlockLayout(BlockGraph graph) {
        this.blocks = graph.blocks();
        this.strides = blocks.stream().map(Block::stride).distinct().sorted().toList();
        this.columns = new int[blocks.size()];
        placeAll();
        routeAll();
    }

    /** The strides that occur, finest first: a row each. */
    List<Integer> strides() {
        return strides;
    }

    int columns() {
        return 1 + IntStream.of(columns).max().orElse(-1);
    }

    int column(int block) {
        return columns[block];
    }

    int row(int block) {
        return strides.indexOf(blocks.get(block).stride());
    }

    /** Every connection that is not direct. */
    List<Route> routes() {
        return routes;
    }

    /** Whether a connection goes straight from one column to the next. */
    boolean isDirect(int from, int to) {
        return columns[to] == columns[from] + 1;
    }

    /** How many parallel lines a lane holds. */
    int tracks(Lane lane) {
        return routes.stream()
                .filter(route -> route.lane().equals(lane))
                .mapToInt(route -> route.track() + 1)
                .max()
                .orElse(0);
    }

    /** Places each block once all its inputs have a place; blocks that read each other go in canonical order. */
    private void placeAll() {
        List<Integer> open =
                new ArrayList<>(IntStream.range(0, blocks.size()).boxed().toList());
        while (!open.isEmpty()) {
            int next = open.stream()
                    .filter(block -> blocks.get(block).inputs().stream().noneMatch(open::contains))
                    .findFirst()
                    .orElse(open.getFirst());
            open.remove(Integer.valueOf(next));
            int column = blocks.get(next).inputs().stream()
                    .filter(input -> !open.contains(input))
                    .mapToInt(input -> columns[input] + 1)
                    .max()
                    .orElse(0);
            while (!occupied.add(List.of(column, row(next)))) {
                column++;
            }
            columns[next] = column;
        }
    }

    private void routeAll() {
        Map<Lane, List<Route>> lanes = new HashMap<>();
        for (int to = 0; to < blocks.size(); to++) {
            for (int from : blocks.get(to).inputs()) {
                if (!isDirect(from, to)) {
                    Lane lane = lane(from, to);
                    List<Route> others = lanes.computeIfAbsent(lane, key -> new ArrayList<>());
                    int track = 0;
                    while (collides(others, from, to, track)) {
                        track++;
                    }
                    Route route = new Route(from, to, lane, track);
                    others.add(route);
                    routes.add(route);
                }
            }
        }
    }

    /** The lane with the shortest way up and down. */
    private Lane lane(int from, int to) {
        List<Lane> lanes = new ArrayList<>();
        for (int row = 0; row <= strides.size(); row++) {
            if (row < strides.size() && isFree(row, from, to)) {
                lanes.add(new Lane(row, false));
            }
            lanes.add(new Lane(row, true));
        }
        return lanes.stream()
                .min(Comparator.comparingDouble(
                        lane -> Math.abs(height(lane) - row(from)) + Math.abs(height(lane) - row(to))))
                .orElseThrow();
    }

    private static double height(Lane lane) {
        return lane.above() ? lane.row() - 0.5 : lane.row();
    }

    private boolean isFree(int row, int from, int to) {
        return IntStream.rangeClosed(start(from, to), end(from, to))
                .noneMatch(column -> occupied.contains(List.of(column, row)));
    }

    /** Whether a track is taken between two columns; connections from one block share theirs. */
    private boolean collides(List<Route> others, int from, int to, int track) {
        return others.stream()
                .filter(other -> other.track() == track && other.from() != from)
                .anyMatch(other -> start(other.from(), other.to()) <= end(from, to)
                        && start(from, to) <= end(other.from(), other.to()));
    }

    private int start(int from, int to) {
        return Math.min(columns[from] + 1, columns[to]);
    }

    private int end(int from, int to) {
        return Math.max(columns[from], columns[to] - 1);
    }
}
