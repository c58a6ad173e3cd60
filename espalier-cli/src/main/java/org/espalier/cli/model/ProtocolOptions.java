package org.espalier.cli.model;

import java.util.List;
import java.util.Optional;
import org.espalier.cli.argument.SizeConverter;
import org.espalier.data.DataSize;
import org.espalier.problem.BadUsage;
import org.espalier.protocol.Protocol;
import org.espalier.protocol.Windows;
import picocli.CommandLine.Option;

/** Options of {@code eval} and {@code predict}: how the network is applied to an image. */
final class ProtocolOptions {

    @Option(
            names = "--scales",
            paramLabel = "S",
            split = ",",
            defaultValue = "1",
            description = "Average the predictions at these scales of the image, such as 0.75,1,1.25.")
    private List<Double> scales;

    @Option(names = "--flip", description = "Average the predictions for the image and its mirror image.")
    private boolean flip;

    @Option(
            names = "--window",
            paramLabel = "HxW",
            converter = SizeConverter.class,
            description = "Run the network on overlapping windows of this size. Default: on the whole image.")
    private Optional<DataSize> window = Optional.empty();

    @Option(
            names = "--overlap",
            paramLabel = "SHARE",
            description = "Share of a window that the next one covers too, 0 to 0.9. Default: a third.")
    private Optional<Double> overlap = Optional.empty();

    /** @throws BadUsage if a value is not allowed */
    Protocol protocol() {
        if (overlap.isPresent() && window.isEmpty()) {
            throw new BadUsage("--overlap: allowed only with --window, such as --window 512x1024");
        }
        try {
            return new Protocol(
                    scales,
                    flip,
                    window.map(
                            size -> new Windows(size.height(), size.width(), overlap.orElse(Windows.DEFAULT_OVERLAP))));
        } catch (IllegalArgumentException e) {
            throw new BadUsage("--" + e.getMessage(), e);
        }
    }
}
