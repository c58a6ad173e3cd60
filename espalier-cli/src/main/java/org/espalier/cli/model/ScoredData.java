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

/** Which data predictions are scored on, and how the score is told. */
final class ScoredData {

    @Option(names = "--data", paramLabel = "DATA", required = true, description = "espalier list datasets.")
    private String data;

    @Option(names = "--split", defaultValue = "val", description = "Default: ${DEFAULT-VALUE}.")
    private String split;

    @Option(
            names = "--size",
            paramLabel = "HxW",
            converter = SizeConverter.class,
            description = "Size that data are brought to. Default: that of the model; of pictures, the data's own.")
    private Optional<DataSize> size = Optional.empty();

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    /** The images, at their own size unless a size is given. */
    Split open() {
        return open(size);
    }

    /** The images, at a model's size unless another is given. */
    Split openFor(DataSize model) {
        return open(Optional.of(size.orElse(model)));
    }

    private Split open(Optional<DataSize> working) {
        return Datasets.open(data, working, CacheFolder.standard()).split(split);
    }

    void tell(Terminal terminal, String predictions, Evaluation evaluation) {
        ScoreReport.of(predictions, data, split, evaluation).tell(terminal, json);
    }
}
