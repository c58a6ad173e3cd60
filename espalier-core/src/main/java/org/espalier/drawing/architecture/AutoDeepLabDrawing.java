package org.espalier.drawing.architecture;

import java.util.Optional;
import java.util.stream.Collectors;
import org.espalier.cost.Cost;
import org.espalier.drawing.Figures;
import org.espalier.drawing.Sheet;
import org.espalier.graph.Extent;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.espalier.space.trellis.Trellis;

/**
 * A drawing of an Auto-DeepLab architecture: the path through the trellis of strides 4 to 32, the cell, and a legend of
 * the operations.
 *
 * <pre>{@code
 * String svg = AutoDeepLabDrawing.of(architecture).titled("Found on CamVid").costing(cost, extent).svg();
 * }</pre>
 *
 * @param architecture what is drawn
 * @param title headline
 * @param figures a line below the title, such as what the network costs
 */
public record AutoDeepLabDrawing(AutoDeepLabArchitecture architecture, String title, Optional<String> figures) {

    private static final int LEVELS = 4;

    /**
     * A drawing.
     *
     * @throws IllegalArgumentException if the path leaves the trellis
     */
    public AutoDeepLabDrawing {
        trellis(architecture).requirePath(architecture.path());
    }

    /** A drawing with a default headline. */
    public static AutoDeepLabDrawing of(AutoDeepLabArchitecture architecture) {
        return new AutoDeepLabDrawing(architecture, "Auto-DeepLab architecture", Optional.empty());
    }

    /** With another headline. */
    public AutoDeepLabDrawing titled(String headline) {
        return new AutoDeepLabDrawing(architecture, headline, figures);
    }

    /** With the cost of its network for inputs of the given extent. */
    public AutoDeepLabDrawing costing(Cost cost, Extent extent) {
        return new AutoDeepLabDrawing(architecture, title, Optional.of(Figures.of(cost, extent)));
    }

    /** The drawing as an SVG document, the same text for the same input. */
    public String svg() {
        OperationStyles styles = new OperationStyles(architecture.cell());
        TrellisPicture path =
                new TrellisPicture(trellis(architecture), architecture.path(), architecture.lowLevelLayer());
        CellPicture cell = new CellPicture(architecture.cell(), CellEnds.TWO_CELLS_BEFORE, styles, path.width());
        Sheet sheet = new Sheet(title, figures);
        sheet.section("Path", pathInWords(), path.width(), path.height(), path::draw);
        sheet.section("Cell", cellInWords(), cell.width(), cell.height(), cell::draw);
        sheet.legend(styles.legend());
        return sheet.document("Path by stride: "
                + architecture.path().stream()
                        .map(level -> Integer.toString(Trellis.stride(level)))
                        .collect(Collectors.joining(", "))
                + ".");
    }

    private static Trellis trellis(AutoDeepLabArchitecture architecture) {
        return new Trellis(architecture.path().size(), LEVELS);
    }

    private String pathInWords() {
        int layers = architecture.path().size();
        return layers == 1
                ? "one layer: one cell"
                : layers + " layers, a cell each, through the trellis of resolutions";
    }

    private String cellInWords() {
        int blocks = architecture.cell().blocks().size();
        String sums = blocks == 1 ? "one block, the sum" : blocks + " blocks, each the sum";
        return sums + " of two operations; the same cell in every layer";
    }
}
