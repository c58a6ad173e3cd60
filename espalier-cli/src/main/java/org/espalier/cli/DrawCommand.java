package org.espalier.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.espalier.blueprint.Blueprint;
import org.espalier.cost.Cost;
import org.espalier.data.DataSize;
import org.espalier.drawing.ArchitectureDrawing;
import org.espalier.drawing.GasDrawing;
import org.espalier.drawing.GraphDrawing;
import org.espalier.drawing.RspNetDrawing;
import org.espalier.drawing.SedDrawing;
import org.espalier.file.AtomicFile;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.pass.ForInference;
import org.espalier.space.Supernet;
import org.espalier.space.autodeeplab.AutoDeepLabArchitecture;
import org.espalier.zoo.Zoo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws a network. */
@Command(name = "draw", description = "Draw a network: trellis, path and cell where it has them, else its blocks.")
final class DrawCommand implements Runnable {

    @Mixin
    private Terminal terminal;

    @Parameters(paramLabel = "ARCH", description = Blueprints.HELP)
    private String architecture;

    @Option(names = "--out", paramLabel = "FILE.svg", required = true, description = "The drawing.")
    private Path out;

    @Option(
            names = "--size",
            paramLabel = "HxW",
            defaultValue = "512x1024",
            converter = SizeConverter.class,
            description = "Size of the image that costs are of. Default: ${DEFAULT-VALUE}.")
    private DataSize size;

    @Option(
            names = "--classes",
            paramLabel = "N",
            defaultValue = "19",
            description = "Number of classes that costs are of. Default: ${DEFAULT-VALUE}.")
    private int classes;

    @Option(names = "--blocks", description = "Draw the blocks also of a network that has a path and a cell.")
    private boolean blocks;

    @Override
    public void run() {
        Classes.require(classes);
        String svg = svg(
                Blueprints.of(architecture),
                Blueprints.title(architecture),
                Extent.of(size.height(), size.width()),
                classes,
                blocks);
        AtomicFile.write(out, svg);
        terminal.line("%s".formatted(out));
    }

    /** The drawing of a blueprint. */
    static String svg(Blueprint blueprint, String title, Extent extent, int classes, boolean blocks) {
        Graph network = new ForInference().apply(blueprint.network(classes)).keep(Set.of(Supernet.LOGITS));
        Cost cost = Cost.of(network, extent);
        Optional<String> searched = blocks ? Optional.empty() : searched(blueprint, title, cost, extent);
        return searched.orElseGet(
                () -> GraphDrawing.of(network, extent).titled(title).svg());
    }

    /** The drawing of what was searched, where there is one. */
    private static Optional<String> searched(Blueprint blueprint, String title, Cost cost, Extent extent) {
        return switch (blueprint) {
            case Blueprint.OfAutoDeepLab found -> Optional.of(pathAndCell(found.architecture(), title, cost, extent));
            case Blueprint.OfRspNet found ->
                Optional.of(RspNetDrawing.of(found.architecture())
                        .titled(title)
                        .costing(cost, extent)
                        .svg());
            case Blueprint.OfGas found ->
                Optional.of(GasDrawing.of(found.architecture(), found.config())
                        .titled(title)
                        .costing(cost, extent)
                        .svg());
            case Blueprint.OfSed found ->
                Optional.of(SedDrawing.of(found.architecture())
                        .titled(title)
                        .costing(cost, extent)
                        .svg());
            case Blueprint.OfGraph g -> Optional.empty();
            case Blueprint.OfZoo known ->
                switch (Zoo.of(known.network())) {
                    case AUTODEEPLAB_S, AUTODEEPLAB_M, AUTODEEPLAB_L ->
                        Optional.of(pathAndCell(AutoDeepLabArchitecture.PUBLISHED, title, cost, extent));
                    case SEPARABLE_UNET, ENET, BISENETV2, DEEPLABV3PLUS_MOBILENETV2 -> Optional.empty();
                };
        };
    }

    private static String pathAndCell(AutoDeepLabArchitecture architecture, String title, Cost cost, Extent extent) {
        return ArchitectureDrawing.of(architecture)
                .titled(title)
                .costing(cost, extent)
                .svg();
    }
}
