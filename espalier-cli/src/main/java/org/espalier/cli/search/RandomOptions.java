package org.espalier.cli.search;

import java.util.Optional;
import org.espalier.cli.argument.Blueprints;
import org.espalier.cli.argument.Classes;
import org.espalier.cli.argument.MethodName;
import org.espalier.cli.argument.MethodName.Way;
import org.espalier.problem.BadUsage;
import org.espalier.search.RandomControl;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code search} for random architectures. */
@Command
public final class RandomOptions {

    /** The number of classes of Cityscapes. */
    private static final int DEFAULT_CLASSES = 19;

    @Option(
            names = "--like",
            paramLabel = "ARCH",
            description = "random: draw a network with about as many multiply-adds as this one; with a budget, its"
                    + " widths are solved for that number.")
    private Optional<String> like = Optional.empty();

    @Option(
            names = "--within",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "random: without a budget, the largest relative difference from the multiply-adds of --like."
                    + " Default: ${DEFAULT-VALUE}.")
    private double within;

    @Option(
            names = "--classes",
            paramLabel = "N",
            description = "random: number of classes if there is no --data. Default: " + DEFAULT_CLASSES + ".")
    private Optional<Integer> classes = Optional.empty();

    /** @throws BadUsage if an option does not go with the method or the data, or has a value that is not allowed */
    void require(MethodName name, boolean hasData, boolean isTrained) {
        boolean isDraw = name.way() == Way.RANDOM && !isTrained;
        if (!isDraw && like.isPresent()) {
            throw new BadUsage(Text.format(
                    "--like: allowed only with random: methods that train nothing, got %s%s",
                    name.way().prefix(), name.method().id()));
        }
        if (!(within > 0)) {
            throw new BadUsage(Text.format("--within: got %s; allowed: more than 0, such as 0.2", within));
        }
        if (classes.isPresent() && (hasData || !isDraw)) {
            throw new BadUsage(
                    "--classes: allowed only with random: methods and without --data; a data set has its own classes");
        }
        classes.ifPresent(Classes::require);
    }

    /** The number of classes where there is no data set. */
    int classes() {
        return classes.orElse(DEFAULT_CLASSES);
    }

    /** The same random network, of the size of the one that {@code --like} names, if it names one. */
    <C extends Record> RandomControl<C> sized(RandomControl<C> any) {
        return like.map(other -> any.like(Blueprints.of(other), within)).orElse(any);
    }
}
