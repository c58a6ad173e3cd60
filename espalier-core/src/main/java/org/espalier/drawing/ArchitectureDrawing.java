package org.espalier.drawing;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.espalier.cost.Cost;
import org.espalier.graph.Extent;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.espalier.space.trellis.Trellis;
import org.espalier.space.trellis.Trellis.Transition;

/**
 * A drawing of an Auto-DeepLab architecture: the path through the trellis, below it the cell, below that the operations and their colours.
 *
 * <pre>{@code
 * String svg = ArchitectureDrawing.of(architecture).titled("Found on CamVid").costing(cost, extent).svg();
 * }</pre>
 *
 * @param architecture what is drawn
 * @param trellis where its path runs
 * @param title headline
 * @param figures a line below the title, such as what the network costs
 * @param weights weights of the transitions, 0 to 1, as a search has them: they are drawn as thick as they weigh
 */
public record ArchitectureDrawing(
        AutoDeepLabArchitecture architecture,
        Trellis trellis,
        String title,
        Optional<String> figures,
        Optional<ToDoubleFunction<Transition>> weights) {

    private static final int USUAL_LEVELS = 4;

    /**
     * A drawing.
     *
     * @throws IllegalArgumentException if the path does not run in the trellis
     */
    public ArchitectureDrawing {
        trellis.requirePath(architecture.path());
    }

    /** A drawing on the paper's trellis of strides 4 to 32 with as many layers as the path has. */
    public static ArchitectureDrawing of(AutoDeepLabArchitecture architecture) {
        Trellis trellis = new Trellis(architecture.path().size(), USUAL_LEVELS);
        return new ArchitectureDrawing(
                architecture, trellis, "Auto-DeepLab architecture", Optional.empty(), Optional.empty());
    }

    /** On another trellis, with other levels for instance. */
    public ArchitectureDrawing on(Trellis other) {
        return new ArchitectureDrawing(architecture, other, title, figures, weights);
    }

    /** Under another headline. */
    public ArchitectureDrawing titled(String headline) {
        return new ArchitectureDrawing(architecture, trellis, headline, figures, weights);
    }

    /** With what its network costs for inputs of the given extent. */
    public ArchitectureDrawing costing(Cost cost, Extent extent) {
        return new ArchitectureDrawing(architecture, trellis, title, Optional.of(Figures.of(cost, extent)), weights);
    }

    /** With transitions as thick as they weigh, 0 to 1. */
    public ArchitectureDrawing weighing(ToDoubleFunction<Transition> transitionWeights) {
        return new ArchitectureDrawing(architecture, trellis, title, figures, Optional.of(transitionWeights));
    }

    /** The drawing as an SVG document, the same text for the same input. */
    public String svg() {
        OperationStyles styles = new OperationStyles(architecture.cell());
        TrellisPicture path = new TrellisPicture(trellis, architecture.path(), architecture.lowLevelLayer(), weights);
        CellPicture cell = new CellPicture(architecture.cell(), CellEnds.TWO_CELLS_BEFORE, styles, path.width());
        Sheet sheet = new Sheet(title, figures);
        sheet.section("Path", pathInWords(), path.width(), path.height(), path::draw);
        sheet.section("Cell", cellInWords(), cell.width(), cell.height(), cell::draw);
        sheet.legend(styles);
        return sheet.document("Path by stride: "
                + architecture.path().stream()
                        .map(level -> Integer.toString(Trellis.stride(level)))
                        .collect(Collectors.joining(", "))
                + ".");
    }

    private String pathInWords() {
        int layers = trellis.layers();
        String words = layers == 1
                ? "one layer: one cell"
                : layers + " layers, a cell each, through the trellis of resolutions";
        return weights.isPresent() ? words + "; transitions as thick as they weigh" : words;
    }

    private String cellInWords() {
        int blocks = architecture.cell().blocks().size();
        String sums = blocks == 1 ? "one block, the sum" : blocks + " blocks, each the sum";
        return sums + " of two operations; the same cell in every layer";
    }
}
