package org.espalier.search.diagnosis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.graph.Node;
import org.espalier.graph.Op;
import org.espalier.graph.Type;
import org.espalier.text.Text;

/**
 * Finds atrous convolutions in the supernet's head whose taps read mostly padding. The head is everything after the
 * last weighted sum ({@link Op.Mix}). A tap reads padding at an output position if it lies outside the map there.
 */
final class HeadRates {

    private static final double MOST = 0.5;

    private HeadRates() {}

    /**
     * The warning, if there is one.
     *
     * @param view size of the images that the search trains on
     */
    static Optional<String> beyondMap(Graph supernet, Extent view) {
        Set<String> searched = inputsOfMixes(supernet);
        List<String> beyond = new ArrayList<>();
        for (Node node : supernet.nodes()) {
            if (!searched.contains(node.name())
                    && node.op() instanceof Op.Conv2d conv
                    && conv.dilation() > 1
                    && supernet.type(node.inputs().getFirst()) instanceof Type.Features map) {
                double share = shareOutside(conv, view.heightAt(map.stride()), view.widthAt(map.stride()));
                if (share > MOST) {
                    beyond.add(Text.format(
                            "%s (rate %d on a map of %dx%d: %.0f %%)",
                            node.name(),
                            conv.dilation(),
                            view.heightAt(map.stride()),
                            view.widthAt(map.stride()),
                            100 * share));
                }
            }
        }
        return beyond.isEmpty()
                ? Optional.empty()
                : Optional.of("the outer taps of atrous convolutions in the head read mostly padding: "
                        + String.join(", ", beyond) + "; use larger crops or smaller rates");
    }

    /**
     * The share of padding in what a convolution's taps read: the mean over all taps but the centre one, and all
     * positions.
     *
     * @param height rows of the map
     * @param width columns of the map
     */
    static double shareOutside(Op.Conv2d conv, int height, int width) {
        int rows = conv.kernelHeight();
        int columns = conv.kernelWidth();
        double inside = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                boolean middle = 2 * row == rows - 1 && 2 * column == columns - 1;
                inside += middle
                        ? 0
                        : shareInside(row, rows, conv.dilation(), height)
                                * shareInside(column, columns, conv.dilation(), width);
            }
        }
        return 1 - inside / Math.max(1, rows * columns - 1);
    }

    private static double shareInside(int tap, int taps, int dilation, int size) {
        double offset = dilation * Math.abs(tap - (taps - 1) / 2.0);
        return Math.max(0, size - offset) / size;
    }

    /** Names of the nodes that a mix of features depends on; a mix of class scores follows the heads. */
    private static Set<String> inputsOfMixes(Graph graph) {
        Set<String> before = new HashSet<>();
        for (Node node : graph.nodes().reversed()) {
            boolean mixesFeatures = node.op() instanceof Op.Mix
                    && graph.type(node.name()) instanceof Type.Features map
                    && map.stride() > 1;
            if (mixesFeatures || before.contains(node.name())) {
                before.addAll(node.inputs());
            }
        }
        return before;
    }
}
