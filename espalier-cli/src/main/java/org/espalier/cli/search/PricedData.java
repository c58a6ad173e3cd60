package org.espalier.cli.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.cli.argument.LatencyTables;
import org.espalier.cli.argument.SizeConverter;
import org.espalier.cli.argument.SkipBad;
import org.espalier.data.DataSize;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.train.TrainConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What networks of a space are trained on, and what each costs: options of the commands that train many of them. */
@Command
final class PricedData {

    @Option(
            names = "--data",
            paramLabel = "DATA",
            required = true,
            description = "Data set to train and score on; see espalier list datasets.")
    private String data = "";

    @Mixin
    private SkipBad skipBad;

    @Option(
            names = "--size",
            paramLabel = "HxW",
            converter = SizeConverter.class,
            description =
                    "Size to which all images are resized, such as 120x160; crops keep their share of it. Default:"
                            + " that of the preset.")
    private Optional<DataSize> size = Optional.empty();

    @Option(
            names = "--budget",
            paramLabel = "COST",
            description = "What every network costs for one image: multiply-adds, such as 35M, or a time by the"
                    + " --latency table, such as 1.5ms. Default: that of the preset.")
    private Optional<String> budget = Optional.empty();

    @Option(
            names = "--latency",
            paramLabel = "TABLE.csv",
            description = "Latency table for a budget in milliseconds, written by espalier profile with --widths.")
    private Optional<Path> latency = Optional.empty();

    @Option(names = "--force", description = "Accept a --latency table measured on another device.")
    private boolean force;

    /** The data set's name as typed. */
    String name() {
        return data;
    }

    /** The size of images, if given. */
    Optional<DataSize> size() {
        return size;
    }

    /** Settings of the method for the price. */
    List<String> settings() {
        List<String> settings = new ArrayList<>();
        latency.ifPresent(table -> {
            LatencyTables.read(table, force);
            settings.add("search.latency.table=" + table);
        });
        budget.ifPresent(cost -> settings.add(BudgetOption.setting(cost)));
        return settings;
    }

    /** Opens the data set at the size of the trainings. */
    Dataset open(TrainConfig training) {
        return Datasets.open(data, training.images().size(), skipBad.cache());
    }
}
