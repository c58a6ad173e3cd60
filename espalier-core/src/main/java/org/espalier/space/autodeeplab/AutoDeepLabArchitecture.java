package org.espalier.space.autodeeplab;

import java.util.List;
import org.espalier.space.cell.CellGenotype;
import org.espalier.space.cell.CellGenotype.Block;
import org.espalier.space.cell.CellGenotype.Edge;

/**
 * A path through the trellis and one cell for all its nodes.
 *
 * @param path the level of each layer's cell: 0 for stride 4 to 3 for stride 32
 * @param cell the cell of every layer
 */
public record AutoDeepLabArchitecture(List<Integer> path, CellGenotype cell) {

    /**
     * The architecture that the authors found on Cityscapes (figure 3 of the paper; in the authors' code,
     * tensorflow/models, research/deeplab, nas_network.py).
     */
    public static final AutoDeepLabArchitecture PUBLISHED = new AutoDeepLabArchitecture(
            List.of(0, 0, 0, 1, 2, 1, 2, 2, 3, 3, 2, 1),
            new CellGenotype(List.of(
                    new Block(new Edge(0, "atrous_conv_5x5"), new Edge(1, "sep_conv_3x3")),
                    new Block(new Edge(0, "sep_conv_3x3"), new Edge(1, "atrous_conv_3x3")),
                    new Block(new Edge(0, "sep_conv_3x3"), new Edge(3, "sep_conv_3x3")),
                    new Block(new Edge(2, "sep_conv_5x5"), new Edge(4, "sep_conv_5x5")),
                    new Block(new Edge(3, "sep_conv_5x5"), new Edge(5, "atrous_conv_5x5")))));

    static final int LOW_LEVEL_LAYER = 3;

    public AutoDeepLabArchitecture {
        path = List.copyOf(path);
    }

    /**
     * The layer whose output the retrained network's decoder reads as low-level features: the third (tensorflow/models,
     * feature_extractor.py) or, where that is not at stride 4, the last one before it that is; 0 is the stem.
     */
    public int lowLevelLayer() {
        int layer = Math.min(LOW_LEVEL_LAYER, path.size());
        while (layer > 0 && path.get(layer - 1) > 0) {
            layer--;
        }
        return layer;
    }
}
