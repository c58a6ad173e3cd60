package org.espalier.cli.network;

import java.nio.file.Path;
import org.espalier.blueprint.Blueprint;
import org.espalier.cli.argument.Blueprints;
import org.espalier.cli.argument.Classes;
import org.espalier.cli.argument.ImageChannels;
import org.espalier.cli.argument.SizeConverter;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.DataSize;
import org.espalier.drawing.architecture.BlueprintDrawing;
import org.espalier.file.AtomicFile;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws a network. */
@Command(name = "draw", description = "Draw a network: its trellis, path and cell if it has them, else its blocks.")
public final class DrawCommand implements Runnable {

    @Mixin
    private Terminal terminal;

    @Parameters(paramLabel = "ARCH", description = Blueprints.HELP)
    private String architecture;

    @Option(names = "--out", paramLabel = "FILE.svg", required = true, description = "Output file.")
    private Path out;

    @Option(
            names = "--size",
            paramLabel = "HxW",
            defaultValue = "512x1024",
            converter = SizeConverter.class,
            description = "Image size for the costs in the drawing. Default: ${DEFAULT-VALUE}.")
    private DataSize size;

    @Option(
            names = "--classes",
            paramLabel = "N",
            defaultValue = "19",
            description = "Number of classes for the costs in the drawing. Default: ${DEFAULT-VALUE}.")
    private int classes;

    @Mixin
    private ImageChannels images;

    @Option(names = "--blocks", description = "Draw the blocks even if the network has a path and a cell.")
    private boolean blocks;

    @Override
    public void run() {
        Classes.require(classes);
        Blueprint blueprint = Blueprints.of(architecture);
        String title = Blueprints.title(architecture);
        Extent extent = Extent.of(size.height(), size.width());
        Graph network = images.imagesOf(architecture).apply(blueprint.network(classes));
        String svg = blocks
                ? BlueprintDrawing.blocks(network, title, extent)
                : BlueprintDrawing.svg(blueprint, title, extent, network);
        AtomicFile.write(out, svg);
        terminal.line(out.toString());
    }
}
