package org.espalier.cli.network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.espalier.bench.Bench;
import org.espalier.bench.Bench.Result;
import org.espalier.bench.Entrant;
import org.espalier.bench.OnnxEntrant;
import org.espalier.bench.TorchEntrant;
import org.espalier.cli.argument.AtLeast;
import org.espalier.cli.argument.SizeConverter;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.cli.version.Versions;
import org.espalier.data.DataSize;
import org.espalier.deploy.ImageInput;
import org.espalier.deploy.ModelPackage;
import org.espalier.deploy.OnnxModel;
import org.espalier.engine.LibTorch;
import org.espalier.graph.Extent;
import org.espalier.machine.Machine;
import org.espalier.model.Model;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures how fast models are. */
@Command(
        name = "bench",
        description = "Measure latency, frames per second and memory of models. Several models take turns;"
                + " the ratio of their times is reported.")
public final class BenchCommand implements Runnable {

    private static final int WARM_UP = 10;

    @Mixin
    private Terminal terminal;

    @Parameters(paramLabel = "MODEL", arity = "1..*", description = "A run, its model folder, or an exported .onnx.")
    private List<Path> models;

    @Option(
            names = "--runtime",
            paramLabel = "R",
            defaultValue = "onnx",
            description = "onnx (ONNX Runtime) or torch (libtorch). Default: ${DEFAULT-VALUE}.")
    private Kind runtime;

    @Option(
            names = "--size",
            paramLabel = "HxW",
            converter = SizeConverter.class,
            description = "Image size. Default: that of the first model.")
    private Optional<DataSize> size = Optional.empty();

    @Option(names = "--threads", paramLabel = "N", description = "Threads per operation. Default: one per processor.")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "Measured runs of each model, after " + WARM_UP + " runs of warm-up. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--as-trained",
            description = "Also measure each model exported without optimisation: shows what the optimisation gains.")
    private boolean asTrained;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    private enum Kind {
        ONNX,
        TORCH
    }

    /**
     * The output of {@code --json}; scripts rely on the names. Times and memory are those of the first model;
     * {@code models} has all models.
     */
    private record Report(
            String runtime,
            String size,
            int threads,
            double p50Millis,
            double p90Millis,
            double p95Millis,
            double framesPerSecond,
            Optional<Long> peakBytes,
            int runs,
            String device,
            String cpu,
            String versions,
            List<Row> models) {}

    private record Row(
            String model,
            double p50Millis,
            double p90Millis,
            double p95Millis,
            double framesPerSecond,
            Optional<Long> peakBytes,
            double ratio,
            double ratioLow,
            double ratioHigh) {}

    @Override
    public void run() {
        int cores = threads.orElseGet(Machine::processors);
        AtLeast.require("--threads", cores, 1);
        AtLeast.require("--runs", runs, 1);
        models.forEach(BenchCommand::requireModel);
        DataSize image = size.orElseGet(() -> sizeOf(models.getFirst()));
        Extent extent = Extent.of(image.height(), image.width());
        List<Entrant> entrants = new ArrayList<>();
        models.forEach(model -> entrants.addAll(entrants(model, extent, cores)));
        String versions = versions();
        List<Row> rows = Bench.run(entrants, WARM_UP, runs).stream()
                .map(BenchCommand::row)
                .toList();
        Row first = rows.getFirst();
        Report report = new Report(
                runtime.name().toLowerCase(Locale.ROOT),
                image.toString(),
                cores,
                first.p50Millis,
                first.p90Millis,
                first.p95Millis,
                first.framesPerSecond,
                first.peakBytes,
                runs,
                Text.format("%s, %d processors", Machine.system(), Machine.processors()),
                Machine.cpu().orElse("unknown"),
                versions,
                rows);
        if (json) {
            terminal.json(report);
        } else {
            show(report);
        }
    }

    private List<Entrant> entrants(Path model, Extent extent, int cores) {
        boolean isFile = Files.isRegularFile(model);
        if (isFile && (asTrained || runtime == Kind.TORCH)) {
            throw new BadUsage(Text.format(
                    "%s needs a run or its model folder; got the file %s",
                    asTrained ? "--as-trained" : "--runtime torch", model));
        }
        if (runtime == Kind.TORCH) {
            if (asTrained) {
                throw new BadUsage("--as-trained: allowed only with --runtime onnx");
            }
            return List.of(new TorchEntrant(model.toString(), model, extent, cores));
        }
        if (isFile) {
            return List.of(OnnxEntrant.ofFile(model.toString(), model, extent, cores));
        }
        ModelPackage files = ModelPackage.read(Model.folder(model));
        boolean isItsSize =
                files.config().height() == extent.height() && files.config().width() == extent.width();
        Entrant exported = isItsSize
                ? OnnxEntrant.ofFile(model.toString(), files.onnx(), extent, cores)
                : OnnxEntrant.exported(model.toString(), files, extent, cores);
        return asTrained
                ? List.of(exported, OnnxEntrant.asTrained(model + " as trained", files, extent, cores))
                : List.of(exported);
    }

    private static void requireModel(Path model) {
        if (!Files.exists(model)) {
            throw new BadData(Text.format(
                    "MODEL: there is no %s; allowed: a run, its model folder, or an exported .onnx", model));
        }
    }

    private static DataSize sizeOf(Path model) {
        if (Files.isDirectory(model)) {
            ModelPackage files = ModelPackage.read(Model.folder(model));
            return new DataSize(files.config().height(), files.config().width());
        }
        try (OnnxModel file = OnnxModel.load(model, 1)) {
            ImageInput input = ImageInput.of(file);
            if (input.height() == ImageInput.ANY || input.width() == ImageInput.ANY) {
                throw new BadUsage(Text.format("%s accepts images of any size; choose one with --size HxW", model));
            }
            return new DataSize(input.height(), input.width());
        }
    }

    private String versions() {
        String used = switch (runtime) {
            case ONNX -> "onnxruntime " + OnnxModel.runtimeVersion();
            case TORCH -> "libtorch " + LibTorch.version();
        };
        return Text.format("%s, espalier %s, java %s", used, new Versions().espalier(), Runtime.version());
    }

    private static Row row(Result result) {
        return new Row(
                result.name(),
                result.p50Millis(),
                result.p90Millis(),
                result.p95Millis(),
                result.framesPerSecond(),
                result.peakBytes().isPresent() ? Optional.of(result.peakBytes().getAsLong()) : Optional.empty(),
                result.ratio(),
                result.ratioLow(),
                result.ratioHigh());
    }

    private void show(Report report) {
        Table table = Table.of("model", "p50", "p90", "p95", "frames per second", "memory", "ratio", "spread");
        for (Row row : report.models) {
            table.row(
                    row.model,
                    Text.format("%.2f ms", row.p50Millis),
                    Text.format("%.2f ms", row.p90Millis),
                    Text.format("%.2f ms", row.p95Millis),
                    Text.format("%.1f", row.framesPerSecond),
                    row.peakBytes.map(Counts::bytes).orElse("unknown"),
                    Text.format("%.3f", row.ratio),
                    Text.format("%.3f to %.3f", row.ratioLow, row.ratioHigh));
        }
        terminal.table(table);
        terminal.line(Text.format(
                "%n%s, one image of %s, %d threads, %d runs each after %d; %s; %s (%s)",
                report.runtime,
                report.size,
                report.threads,
                report.runs,
                WARM_UP,
                report.versions,
                report.device,
                report.cpu));
    }
}
