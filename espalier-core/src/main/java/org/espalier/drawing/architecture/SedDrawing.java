package org.espalier.drawing.architecture;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.cost.Cost;
import org.espalier.drawing.Figures;
import org.espalier.drawing.Sheet;
import org.espalier.graph.Extent;
import org.espalier.space.operation.CandidateSet;
import org.espalier.space.sed.SedArchitecture;
import org.espalier.text.Text;

/**
 * A drawing of a SED decoder: its trapezoid of cells, each with its connection to the encoder and its blocks, and a
 * legend of the operations.
 *
 * @param architecture what is drawn
 * @param title headline
 * @param figures a line below the title, such as what the network costs
 */
public record SedDrawing(SedArchitecture architecture, String title, Optional<String> figures) {

    /** A drawing with a default headline. */
    public static SedDrawing of(SedArchitecture architecture) {
        return new SedDrawing(architecture, "SED decoder", Optional.empty());
    }

    /** With another headline. */
    public SedDrawing titled(String headline) {
        return new SedDrawing(architecture, headline, figures);
    }

    /** With the cost of its network for inputs of the given extent. */
    public SedDrawing costing(Cost cost, Extent extent) {
        return new SedDrawing(architecture, title, Optional.of(Figures.of(cost, extent)));
    }

    /** The drawing as an SVG document, the same text for the same input. */
    public String svg() {
        List<String> operations = present(architecture.cells().stream().flatMap(cell -> cell.blocks().stream()));
        List<String> skips = present(architecture.cells().stream().map(cell -> cell.skip()));
        OperationStyles styles = new OperationStyles(
                Stream.concat(skips.stream(), operations.stream()).toList());
        DecoderPicture picture = new DecoderPicture(architecture, styles);
        Sheet sheet = new Sheet(title, figures);
        sheet.section(
                "Decoder",
                Text.format(
                        "%d cells; each sums the previous cell, the upsampled coarser cell and its connection to the"
                                + " encoder",
                        architecture.cells().size()),
                picture.width(),
                picture.height(),
                picture::draw);
        sheet.legend(styles.legend());
        return sheet.document(Text.format(
                "%d cells, %d operations, %d connections to the encoder.",
                architecture.cells().size(), operations.size(), skips.size()));
    }

    private static List<String> present(Stream<String> operations) {
        return operations
                .filter(operation -> !operation.equals(CandidateSet.NONE))
                .toList();
    }
}
