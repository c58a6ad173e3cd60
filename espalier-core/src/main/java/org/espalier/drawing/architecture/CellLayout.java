package org.espalier.drawing.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.espalier.drawing.layout.LayeredGraph;
import org.espalier.drawing.layout.LayeredGraph.Link;
import org.espalier.space.cell.CellGenotype;
import org.espalier.space.cell.CellGenotype.Block;

/**
 * The layout of a cell: input states in the first column, each block one column after the last state it reads, and in
 * the last column the bar that concatenates all blocks. Heights are in pixels from the top of the picture; a block's
 * two operations are stacked, the one whose line comes from above on top.
 */
final class CellLayout {

    static final double STATE_HEIGHT = 46;
    static final double CHIP_HEIGHT = 24;
    static final double CHIP_GAP = 8;
    static final double BLOCK_HEIGHT = 2 * CHIP_HEIGHT + CHIP_GAP + 20;

    private static final double BEND_HEIGHT = 4;
    private static final double GAP = 16;
    private static final double JOIN_MARGIN = 16;
    private static final double JOIN_LABEL = 20;

    private final CellGenotype cell;
    private final LayeredGraph graph;
    private final int[] states;
    private final List<List<Integer>> inputs = new ArrayList<>();
    private final List<List<Integer>> outputs = new ArrayList<>();
    private final boolean[] swapped;
    private final double[] centres;
    private final double top;

    CellLayout(CellGenotype cell) {
        this.cell = cell;
        this.states = new int[CellGenotype.INPUTS + cell.blocks().size()];
        this.swapped = new boolean[cell.blocks().size()];
        this.graph = layered();
        this.centres = placed(graph.order());
        this.top = Math.max(0, JOIN_LABEL + JOIN_MARGIN - joints().min().orElseThrow());
    }

    int columns() {
        return graph.columns();
    }

    int column(int vertex) {
        return graph.vertices().get(vertex).column();
    }

    /** Height of a vertex's centre. */
    double y(int vertex) {
        return top + centres[vertex];
    }

    /** The vertex of a state: inputs first, then blocks. */
    int state(int state) {
        return states[state];
    }

    /** The vertices that the line of an input passes; inputs 2b and 2b + 1 are the left and right one of block b. */
    List<Integer> input(int input) {
        return inputs.get(input);
    }

    /** The vertices that the line from a block to the joining bar passes. */
    List<Integer> output(int block) {
        return outputs.get(block);
    }

    /** How far below its block's centre the operation of an input is. */
    double chipOffset(int input) {
        boolean upper = (input % 2 == 0) != swapped[input / 2];
        return (upper ? -1 : 1) * (CHIP_HEIGHT + CHIP_GAP) / 2;
    }

    double joinTop() {
        return top + joints().min().orElseThrow() - JOIN_MARGIN;
    }

    double joinBottom() {
        return top + joints().max().orElseThrow() + JOIN_MARGIN;
    }

    double height() {
        return IntStream.range(0, centres.length)
                .mapToDouble(vertex -> y(vertex) + graph.vertices().get(vertex).height() / 2)
                .reduce(joinBottom(), Math::max);
    }

    private DoubleStream joints() {
        return outputs.stream().mapToDouble(route -> centres[route.getLast()]);
    }

    private LayeredGraph layered() {
        LayeredGraph.Builder builder = new LayeredGraph.Builder(BEND_HEIGHT);
        int[] columns = new int[states.length];
        for (int state = 0; state < CellGenotype.INPUTS; state++) {
            states[state] = builder.vertex(0, STATE_HEIGHT);
        }
        for (int block = 0; block < cell.blocks().size(); block++) {
            Block pair = cell.blocks().get(block);
            int state = CellGenotype.INPUTS + block;
            columns[state] = 1
                    + Math.max(
                            columns[pair.left().input()], columns[pair.right().input()]);
            states[state] = builder.vertex(columns[state], BLOCK_HEIGHT);
            inputs.add(builder.connect(states[pair.left().input()], states[state]));
            inputs.add(builder.connect(states[pair.right().input()], states[state]));
        }
        int join = 1 + IntStream.of(columns).max().orElseThrow();
        for (int block = 0; block < cell.blocks().size(); block++) {
            outputs.add(builder.connect(states[CellGenotype.INPUTS + block], builder.vertex(join, BEND_HEIGHT)));
        }
        return builder.build();
    }

    /** Heights for an order of the columns; in a block, the line from above ends above. */
    private double[] placed(List<List<Integer>> order) {
        int[] places = new int[graph.vertices().size()];
        order.forEach(column -> column.forEach(vertex -> places[vertex] = column.indexOf(vertex)));
        for (int block = 0; block < swapped.length; block++) {
            swapped[block] = places[beforeLast(inputs.get(2 * block))] > places[beforeLast(inputs.get(2 * block + 1))];
        }
        return graph.centres(order, GAP, this::port);
    }

    private double port(Link link) {
        return IntStream.range(0, inputs.size())
                .filter(input ->
                        inputs.get(input).getLast() == link.to() && beforeLast(inputs.get(input)) == link.from())
                .mapToDouble(this::chipOffset)
                .average()
                .orElse(0);
    }

    private static int beforeLast(List<Integer> route) {
        return route.get(route.size() - 2);
    }
}
