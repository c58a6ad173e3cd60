package org.espalier.cli.network;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.espalier.cli.argument.Blueprints;
import org.espalier.cli.argument.Classes;
import org.espalier.cli.argument.ImageChannels;
import org.espalier.cli.argument.SizeConverter;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.cost.Cost;
import org.espalier.cost.Cost.Block;
import org.espalier.data.DataSize;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.latency.fasterseg.FasterSegArchitecture;
import org.espalier.pass.ForInference;
import org.espalier.problem.BadUsage;
import org.espalier.space.Supernet;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Computes what a network costs, without training it. */
@Command(
        name = "cost",
        description = "Count parameters, multiply-adds and activation memory by block; predict latency from a table.")
public final class CostCommand implements Runnable {

    @Mixin
    private Terminal terminal;

    @Parameters(paramLabel = "ARCH", description = Blueprints.HELP)
    private String architecture;

    @Option(
            names = "--size",
            paramLabel = "HxW",
            required = true,
            converter = SizeConverter.class,
            description = "Image size, HEIGHTxWIDTH.")
    private DataSize size;

    @Option(names = "--classes", paramLabel = "N", required = true, description = "Number of classes.")
    private int classes;

    @Mixin
    private ImageChannels images;

    @Option(
            names = "--outputs",
            paramLabel = "NAME",
            split = ",",
            defaultValue = Supernet.LOGITS,
            description = "Outputs to count, with everything that they need. Default: ${DEFAULT-VALUE}.")
    private List<String> outputs;

    @Option(
            names = "--latency",
            paramLabel = "TABLE.csv",
            description = "Latency table written by espalier profile: predict the latency of the exported network.")
    private Optional<Path> table = Optional.empty();

    @Option(names = "--force", description = "Accept a latency table measured on another device or runtime.")
    private boolean force;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    /** The output of {@code --json}; scripts rely on the names. */
    private record Report(
            String architecture,
            int classes,
            String size,
            long parameters,
            long multiplyAdds,
            long activationBytes,
            Optional<Double> latencyMillis,
            Optional<Double> latencySumMillis,
            Optional<String> latencyDevice,
            List<Block> blocks) {}

    @Override
    public void run() {
        Classes.require(classes);
        Path file = Path.of(architecture);
        if (FasterSegArchitecture.isIn(file)) {
            new FasterSegCost(file, size, classes, table).print(terminal, json);
            return;
        }
        Graph network = kept(new ForInference()
                .apply(images.imagesOf(architecture)
                        .apply(Blueprints.of(architecture).network(classes))));
        Extent extent = Extent.of(size.height(), size.width());
        Cost cost = Cost.of(network, extent);
        Optional<PredictedLatency> latency = table.map(one -> PredictedLatency.of(one, network, extent, force));
        if (json) {
            terminal.json(new Report(
                    architecture,
                    classes,
                    size.toString(),
                    cost.parameters(),
                    cost.multiplyAdds(),
                    cost.activationBytes(),
                    latency.map(PredictedLatency::millis),
                    latency.map(PredictedLatency::sumMillis),
                    latency.map(PredictedLatency::device),
                    cost.blocks()));
            return;
        }
        Table table = Table.of("block", "parameters", "multiply-adds");
        cost.blocks()
                .forEach(block ->
                        table.row(block.name(), Counts.whole(block.parameters()), Counts.whole(block.multiplyAdds())));
        table.row("all", Counts.whole(cost.parameters()), Counts.whole(cost.multiplyAdds()));
        terminal.table(table);
        terminal.line(Text.format(
                "%n%s, %d classes, one image of %s: %s parameters, %s multiply-adds, activations up to %s",
                architecture,
                classes,
                size,
                Counts.rounded(cost.parameters()),
                Counts.rounded(cost.multiplyAdds()),
                Counts.bytes(cost.activationBytes())));
        latency.ifPresent(found -> terminal.line(found.summary()));
    }

    private Graph kept(Graph network) {
        Set<String> names = new TreeSet<>(outputs);
        if (!network.outputs().keySet().containsAll(names)) {
            throw new BadUsage(Text.format(
                    "--outputs: got %s; the network has %s",
                    outputs, network.outputs().keySet()));
        }
        return network.keep(names);
    }
}
