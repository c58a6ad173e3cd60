package org.espalier.drawing.architecture;

import java.util.Set;
import org.espalier.blueprint.Blueprint;
import org.espalier.cost.Cost;
import org.espalier.drawing.network.GraphDrawing;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.pass.ForInference;
import org.espalier.space.Supernet;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.espalier.zoo.Zoo;

/** The drawing that suits a blueprint: its architecture where it has one, otherwise the blocks of its network. */
public final class BlueprintDrawing {

    private BlueprintDrawing() {}

    /**
     * Path, cell or decoder of a searched architecture; the blocks of any other network.
     *
     * @param title headline
     * @param extent size of the images that multiply-adds are counted for
     * @param classes number of classes of the network
     * @return an SVG document, the same text for the same input
     */
    public static String svg(Blueprint blueprint, String title, Extent extent, int classes) {
        return svg(blueprint, title, extent, blueprint.network(classes));
    }

    /**
     * The same for a network that was adapted to other images.
     *
     * @param adapted the network of the blueprint
     */
    public static String svg(Blueprint blueprint, String title, Extent extent, Graph adapted) {
        Graph network = inferenceForm(adapted);
        Cost cost = Cost.of(network, extent);
        return switch (blueprint) {
            case Blueprint.OfAutoDeepLab found -> autoDeepLab(found.architecture(), title, cost, extent);
            case Blueprint.OfRspNet found ->
                RspNetDrawing.of(found.architecture())
                        .titled(title)
                        .costing(cost, extent)
                        .svg();
            case Blueprint.OfGas found ->
                GasDrawing.of(found.architecture(), found.config())
                        .titled(title)
                        .costing(cost, extent)
                        .svg();
            case Blueprint.OfSed found ->
                SedDrawing.of(found.architecture())
                        .titled(title)
                        .costing(cost, extent)
                        .svg();
            case Blueprint.OfGraph whole -> drawnBlocks(network, title, extent);
            case Blueprint.OfZoo known ->
                switch (Zoo.of(known.network())) {
                    case AUTODEEPLAB_S, AUTODEEPLAB_M, AUTODEEPLAB_L ->
                        autoDeepLab(AutoDeepLabArchitecture.PUBLISHED, title, cost, extent);
                    case SEPARABLE_UNET, ENET, BISENETV2, DEEPLABV3PLUS_MOBILENETV2 ->
                        drawnBlocks(network, title, extent);
                };
        };
    }

    /** The blocks of the network, for any blueprint; parameters and result as for {@link #svg}. */
    public static String blocks(Blueprint blueprint, String title, Extent extent, int classes) {
        return blocks(blueprint.network(classes), title, extent);
    }

    /** The blocks of a network that was adapted to other images. */
    public static String blocks(Graph network, String title, Extent extent) {
        return drawnBlocks(inferenceForm(network), title, extent);
    }

    private static String drawnBlocks(Graph network, String title, Extent extent) {
        return GraphDrawing.of(network, extent).titled(title).svg();
    }

    private static String autoDeepLab(AutoDeepLabArchitecture architecture, String title, Cost cost, Extent extent) {
        return AutoDeepLabDrawing.of(architecture)
                .titled(title)
                .costing(cost, extent)
                .svg();
    }

    /** The inference form, without auxiliary outputs. */
    private static Graph inferenceForm(Graph network) {
        return new ForInference().apply(network).keep(Set.of(Supernet.LOGITS));
    }
}
