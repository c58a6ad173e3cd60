package org.espalier.cli.model;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.cli.argument.SizeConverter;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.DataSize;
import org.espalier.data.Split;
import org.espalier.data.cache.CacheFolder;
import org.espalier.data.spec.Datasets;
import org.espalier.deploy.onnx.ImageSize;
import org.espalier.image.PixelFormat;
import org.espalier.model.Model;
import org.espalier.model.Parity;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports a model as ONNX and compares its results with libtorch. */
@Command(name = "export", description = "Write a model as ONNX and compare it with libtorch; fails if they differ.")
public final class ExportCommand implements Runnable {

    private static final String DEFAULT_DATA = "scenes:train=1,val=8";

    @Mixin
    private Terminal terminal;

    @Parameters(paramLabel = "MODEL", description = "A run, or its model folder.")
    private Path model;

    @Option(names = "--out", paramLabel = "FILE.onnx", required = true, description = "The file to write.")
    private Path out;

    @Option(
            names = "--size",
            paramLabel = "HxW",
            converter = SizeConverter.class,
            description = "Image size of the exported model. Default: that of the model.")
    private Optional<DataSize> size = Optional.empty();

    @Option(names = "--dynamic", description = "Accept images of any size; the comparison uses --size.")
    private boolean dynamic;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "Data set whose val images are compared. Default: " + DEFAULT_DATA
                    + ", in the form that the model takes.")
    private Optional<String> data = Optional.empty();

    @Override
    public void run() {
        try (Model loaded = Model.load(model)) {
            DataSize sides = size.orElseGet(
                    () -> new DataSize(loaded.config().height(), loaded.config().width()));
            Split images = images(loaded.config().pixels(), sides);
            Parity parity = loaded.export(
                    out, dynamic ? ImageSize.DYNAMIC : ImageSize.fixed(sides.height(), sides.width()), images);
            terminal.line(summary(parity, dynamic ? "any size" : sides.toString()));
        }
    }

    private Split images(PixelFormat form, DataSize sides) {
        Split val = Datasets.open(data.orElse(DEFAULT_DATA), Optional.of(sides), CacheFolder.standard())
                .split("val");
        return data.isPresent() || form.equals(val.format()) ? val : new SplitInForm(val, form);
    }

    private String summary(Parity parity, String images) {
        return Text.format(
                "%s accepts images of %s; compared with libtorch on %d images: largest logit"
                        + " difference %.1e of the range"
                        + " (allowed %.0e), same class in %.4f%% of the pixels (required %.1f%%)",
                out,
                images,
                parity.images(),
                parity.largestDifference(),
                Parity.MAXIMUM_DIFFERENCE,
                100 * parity.agreement(),
                100 * Parity.MINIMUM_AGREEMENT);
    }
}
