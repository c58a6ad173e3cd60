package org.espalier.drawing.architecture;

import java.util.List;
import java.util.Optional;
import org.espalier.cost.Cost;
import org.espalier.drawing.Figures;
import org.espalier.drawing.Sheet;
import org.espalier.graph.Extent;
import org.espalier.space.gas.GasArchitecture;
import org.espalier.space.gas.GasCell;
import org.espalier.space.gas.GasConfig;
import org.espalier.space.operation.CandidateSet;
import org.espalier.text.Text;

/**
 * A drawing of a GAS architecture: a column for each cell with the operation of every edge, and a legend of the
 * operations.
 *
 * @param architecture what is drawn
 * @param config of its space
 * @param title headline
 * @param figures a line below the title, such as what the network costs
 */
public record GasDrawing(GasArchitecture architecture, GasConfig config, String title, Optional<String> figures) {

    /** A drawing with a default headline. */
    public static GasDrawing of(GasArchitecture architecture, GasConfig config) {
        return new GasDrawing(architecture, config, "GAS architecture", Optional.empty());
    }

    /** With another headline. */
    public GasDrawing titled(String headline) {
        return new GasDrawing(architecture, config, headline, figures);
    }

    /** With the cost of its network for inputs of the given extent. */
    public GasDrawing costing(Cost cost, Extent extent) {
        return new GasDrawing(architecture, config, title, Optional.of(Figures.of(cost, extent)));
    }

    /** The drawing as an SVG document, the same text for the same input. */
    public String svg() {
        List<String> operations = architecture.cells().stream()
                .flatMap(cell -> cell.nodes().stream())
                .flatMap(List::stream)
                .filter(operation -> !operation.equals(CandidateSet.NONE))
                .toList();
        OperationStyles styles = new OperationStyles(operations);
        EdgesPicture picture = new EdgesPicture(architecture, config, styles);
        Sheet sheet = new Sheet(title, figures);
        sheet.section("Cells", cellsInWords(operations.size()), picture.width(), picture.height(), picture::draw);
        sheet.legend(styles.legend());
        return sheet.document(
                Text.format("%d cells, %d edges.", architecture.cells().size(), operations.size()));
    }

    private String cellsInWords(int edges) {
        int nodes = architecture.cells().getFirst().nodes().size();
        return Text.format(
                "%d in sequence, %d node%s each; a node sums its edges; %d of %d edges have an operation",
                architecture.cells().size(),
                nodes,
                nodes == 1 ? "" : "s",
                edges,
                architecture.cells().stream()
                        .mapToInt(cell ->
                                cell.nodes().stream().mapToInt(List::size).sum())
                        .sum());
    }

    /** The state that an edge reads, as text. */
    static String state(int state) {
        return switch (state) {
            case 0 -> "cell before last";
            case 1 -> "last cell";
            default -> "node " + (state - GasCell.INPUTS + 1);
        };
    }
}
