package org.espalier.drawing.network;

import java.util.Optional;
import org.espalier.cost.Cost;
import org.espalier.drawing.Figures;
import org.espalier.drawing.Sheet;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.text.Text;

/**
 * A drawing of any network: its outermost blocks from left to right, in rows by stride, and their connections. Every
 * block shows its channels, parameters and multiply-adds.
 *
 * @param graph what is drawn
 * @param extent size of the images that multiply-adds are counted for
 * @param title headline
 */
public record GraphDrawing(Graph graph, Extent extent, String title) {

    /** A drawing of a network, its multiply-adds counted for inputs of the given extent. */
    public static GraphDrawing of(Graph graph, Extent extent) {
        return new GraphDrawing(graph, extent, "Network");
    }

    /** With another headline. */
    public GraphDrawing titled(String headline) {
        return new GraphDrawing(graph, extent, headline);
    }

    /** The drawing as an SVG document, the same text for the same input. */
    public String svg() {
        Cost cost = Cost.of(graph, extent);
        BlockGraph blocks = BlockGraph.of(graph, cost);
        BlocksPicture picture = new BlocksPicture(blocks);
        Sheet sheet = new Sheet(title, Optional.of(Figures.of(cost, extent)));
        sheet.section(
                "Blocks",
                "with output channels, parameters and multiply-adds; bars compare the multiply-adds",
                picture.width(),
                picture.height(),
                picture::draw);
        return sheet.document(Text.format("%d blocks.", blocks.blocks().size()));
    }
}
