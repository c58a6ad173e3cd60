package org.espalier.cli.argument;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.espalier.deploy.ModelPackage;
import org.espalier.image.PixelFormat;
import org.espalier.pass.ForImages;
import org.espalier.problem.BadUsage;
import org.espalier.run.RunLayout;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The option for the channels of the images that networks are built for. */
@Command
public final class ImageChannels {

    private static final String NAME = "--channels";

    @Option(
            names = NAME,
            paramLabel = "N",
            description =
                    "Channels of the images. Default: those of the model, if a run that has one is named; else" + " 3.")
    private Optional<Integer> channels = Optional.empty();

    /** What adapts networks to the images; without the option, to red, green and blue. */
    public ForImages images() {
        return ForImages.ofChannels(checked().orElse(PixelFormat.RGB.channels()));
    }

    /**
     * What adapts the network that ARCH names.
     *
     * @param architecture a run with a model gives the channels, unless the option does
     */
    public ForImages imagesOf(String architecture) {
        return checked()
                .or(() -> ofModel(architecture))
                .map(ForImages::ofChannels)
                .orElseGet(ForImages::rgb);
    }

    /** The words of the option for another command line. */
    public String[] words() {
        return channels.map(count -> new String[] {NAME, Integer.toString(count)})
                .orElseGet(() -> new String[0]);
    }

    private Optional<Integer> checked() {
        channels.ifPresent(ImageChannels::require);
        return channels;
    }

    private static void require(int channels) {
        if (channels < 1 || channels > PixelFormat.MOST_CHANNELS) {
            throw new BadUsage(Text.format("%s: got %d; allowed: 1 to %d", NAME, channels, PixelFormat.MOST_CHANNELS));
        }
    }

    private static Optional<Integer> ofModel(String architecture) {
        Path model = new RunLayout(Path.of(architecture)).model();
        return Files.isDirectory(model)
                ? Optional.of(ModelPackage.read(model).config().pixels().channels())
                : Optional.empty();
    }
}
