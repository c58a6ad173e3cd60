package org.espalier.cli.model;

import java.util.Optional;
import org.espalier.cli.argument.SizeConverter;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.DataSize;
import org.espalier.data.Split;
import org.espalier.data.cache.CacheFolder;
import org.espalier.data.spec.Datasets;
import org.espalier.evaluation.Evaluation;
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

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    /** The split, at its own size unless {@code --size} is given. */
    Split open() {
        return open(size);
    }

    /** The split, at the size of the model unless {@code --size} is given. */
    Split openFor(DataSize model) {
        return open(Optional.of(size.orElse(model)));
    }

    private Split open(Optional<DataSize> working) {
        return Datasets.open(data, working, CacheFolder.standard()).split(split);
    }

    /** Prints the scores. */
    void print(Terminal terminal, String predictions, Evaluation evaluation) {
        ScoreReport.of(predictions, data, split, evaluation).print(terminal, json);
    }
}
