package org.espalier.drawing.architecture;

import java.util.Locale;
import java.util.Optional;
import org.espalier.cost.Cost;
import org.espalier.drawing.Figures;
import org.espalier.drawing.Sheet;
import org.espalier.graph.Extent;
import org.espalier.space.rspnet.RspBlock;
import org.espalier.space.rspnet.RspNetArchitecture;
import org.espalier.text.Text;

/**
 * A drawing of an RSPNet architecture: the remaining nodes of the trellis with the inputs they keep, the cell, and a
 * legend of the operations.
 *
 * @param architecture what is drawn
 * @param title headline
 * @param figures a line below the title, such as what the network costs
 */
public record RspNetDrawing(RspNetArchitecture architecture, String title, Optional<String> figures) {

    /** A drawing with a default headline. */
    public static RspNetDrawing of(RspNetArchitecture architecture) {
        return new RspNetDrawing(architecture, "RSPNet architecture", Optional.empty());
    }

    /** With another headline. */
    public RspNetDrawing titled(String headline) {
        return new RspNetDrawing(architecture, headline, figures);
    }

    /** With the cost of its network for inputs of the given extent. */
    public RspNetDrawing costing(Cost cost, Extent extent) {
        return new RspNetDrawing(architecture, title, Optional.of(Figures.of(cost, extent)));
    }

    /** The drawing as an SVG document, the same text for the same input. */
    public String svg() {
        OperationStyles styles = new OperationStyles(architecture.cell());
        PathsPicture paths = new PathsPicture(architecture);
        CellPicture cell = new CellPicture(architecture.cell(), CellEnds.TWO_PROJECTIONS, styles, paths.width());
        Sheet sheet = new Sheet(title, figures);
        sheet.section("Paths", pathsInWords(), paths.width(), paths.height(), paths::draw);
        sheet.section("Cell", cellInWords(), cell.width(), cell.height(), cell::draw);
        sheet.legend(styles.legend());
        return sheet.document(Text.format(
                "%d nodes of a trellis, %d inputs.", architecture.nodes().size(), inputs()));
    }

    private int inputs() {
        return architecture.nodes().stream()
                .mapToInt(node -> node.inputs().size())
                .sum();
    }

    private String pathsInWords() {
        return Text.format(
                "%s in %s, a block each; %s, %s attention",
                count(architecture.nodes().size(), "node"),
                count(architecture.layers(), "layer"),
                count(inputs(), "kept input"),
                architecture.attention().name().toLowerCase(Locale.ROOT));
    }

    private String cellInWords() {
        RspBlock block = architecture.block();
        String channels = switch (block.form()) {
            case SEQUENTIAL -> "half of the channels, with a channel shuffle after it";
            case NESTED -> "half of the channels of the one before";
            case FULL -> "all channels";
        };
        return Text.format("%s a block, each on %s", count(block.depth(), "cell"), channels);
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
