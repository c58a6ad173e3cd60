package org.espalier.cli.model;

import java.util.Optional;
import org.espalier.cli.argument.SizeConverter;
import org.espalier.cli.argument.SkipBad;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.DataSize;
import org.espalier.data.LeftOutSamples;
import org.espalier.data.Split;
import org.espalier.data.check.LabelledPixels;
import org.espalier.data.spec.Datasets;
import org.espalier.evaluation.Evaluation;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of {@code eval} and {@code score}: the data to score on and the output format. */
final class ScoredData {

    @Option(
            names = "--data",
            paramLabel = "DATA",
            required = true,
            description = "Data set; see espalier list datasets.")
    private String data;

    @Option(names = "--split", defaultValue = "val", description = "Split to score on. Default: ${DEFAULT-VALUE}.")
    private String split;

    @Option(
            names = "--size",
            paramLabel = "HxW",
            converter = SizeConverter.class,
            description = "Size to scale images and labels to. Default: that of the model; for score, the data's own.")
    private Optional<DataSize> size = Optional.empty();

    @Mixin
    private SkipBad skipBad;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    /** The split, at its own size unless {@code --size} is given. */
    Split open(Terminal terminal) {
        return open(size, terminal);
    }

    /** The split, at the size of the model unless {@code --size} is given. */
    Split openFor(DataSize model, Terminal terminal) {
        return open(Optional.of(size.orElse(model)), terminal);
    }

    /** Opens the split and reports which samples are left out. */
    private Split open(Optional<DataSize> working, Terminal terminal) {
        Split opened = Datasets.open(data, working, skipBad.cache()).split(split);
        LeftOutSamples.in(opened).ifPresent(some -> terminal.note(some.sentence()));
        LabelledPixels.require(opened);
        return opened;
    }

    /** Prints the scores. */
    void print(Terminal terminal, String predictions, Evaluation evaluation) {
        ScoreReport.of(predictions, data, split, evaluation).print(terminal, json);
    }
}
