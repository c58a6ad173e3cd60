package org.espalier.drawing.architecture;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.espalier.drawing.LegendEntry;
import org.espalier.drawing.Lettering;
import org.espalier.space.cell.CellGenotype;
import org.espalier.space.cell.CellGenotype.Edge;

/** Display names and colours of operations: one hue per family, the lighter shade for the smaller kernel. */
final class OperationStyles {

    /**
     * The style of an operation.
     *
     * @param label short name, on the edges
     * @param name full name, in the legend
     * @param color of the edge
     */
    record OperationStyle(String label, String name, String color) {}

    private static final int LONGEST_LABEL = 18;
    private static final int LONGEST_NAME = 40;

    private static final Map<String, OperationStyle> KNOWN = known();

    private static final List<String> FURTHER_COLORS =
            List.of("#44aa99", "#332288", "#999933", "#661100", "#aa4499", "#88ccee");

    private final SequencedMap<String, OperationStyle> styles = new LinkedHashMap<>();

    /**
     * Styles for the operations of a cell: known ones in a fixed order, then user-defined ones in order of appearance.
     */
    OperationStyles(CellGenotype cell) {
        this(cell.blocks().stream()
                .flatMap(block -> Stream.of(block.left(), block.right()))
                .map(Edge::operation)
                .toList());
    }

    /** Styles for some operations, each of which may occur more than once. */
    OperationStyles(List<String> operations) {
        List<String> used = operations.stream().distinct().toList();
        KNOWN.forEach((operation, style) -> {
            if (used.contains(operation)) {
                styles.put(operation, style);
            }
        });
        int further = 0;
        for (String operation : used) {
            if (!KNOWN.containsKey(operation)) {
                styles.put(operation, own(operation, FURTHER_COLORS.get(further++ % FURTHER_COLORS.size())));
            }
        }
    }

    OperationStyle of(String operation) {
        OperationStyle style = styles.get(operation);
        if (style == null) {
            throw new IllegalArgumentException("operation " + operation + " has no style; known: " + styles.keySet());
        }
        return style;
    }

    /** The operations' full names and colours. */
    List<LegendEntry> legend() {
        return styles.values().stream()
                .map(style -> new LegendEntry(style.name(), style.color()))
                .toList();
    }

    /** All styles, in the order of the legend. */
    List<OperationStyle> all() {
        return List.copyOf(styles.values());
    }

    private static OperationStyle own(String operation, String color) {
        String words = operation.replace('_', ' ').replaceAll("(\\d)x(\\d)", "$1×$2");
        return new OperationStyle(
                Lettering.shortened(words, LONGEST_LABEL), Lettering.shortened(words, LONGEST_NAME), color);
    }

    private static Map<String, OperationStyle> known() {
        SequencedMap<String, OperationStyle> known = new LinkedHashMap<>();
        known.put("skip_connect", new OperationStyle("skip", "skip connection", "#7d8894"));
        known.put("max_pool_3x3", new OperationStyle("max 3×3", "max pooling 3×3", "#cc79a7"));
        known.put("avg_pool_3x3", new OperationStyle("average 3×3", "average pooling 3×3", "#882255"));
        known.put("sep_conv_3x3", new OperationStyle("separable 3×3", "separable convolution 3×3", "#56b4e9"));
        known.put("sep_conv_5x5", new OperationStyle("separable 5×5", "separable convolution 5×5", "#0072b2"));
        known.put("conv_3x3", new OperationStyle("conv 3×3", "convolution 3×3", "#117733"));
        known.put("dil_sep_conv_3x3_d2", new OperationStyle("dilated 2", "separable 3×3, dilation 2", "#f0c75e"));
        known.put("dil_sep_conv_3x3_d4", new OperationStyle("dilated 4", "separable 3×3, dilation 4", "#e69f00"));
        known.put("dil_sep_conv_3x3_d8", new OperationStyle("dilated 8", "separable 3×3, dilation 8", "#b85c00"));
        known.put("atrous_conv_3x3", new OperationStyle("atrous 3×3", "atrous convolution 3×3", "#e69f00"));
        known.put("atrous_conv_5x5", new OperationStyle("atrous 5×5", "atrous convolution 5×5", "#d55e00"));
        return Collections.unmodifiableSequencedMap(known);
    }
}
