package org.espalier.cli.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.cli.argument.LatencyTables;
import org.espalier.latency.LatencyTable;
import org.espalier.problem.BadUsage;
import org.espalier.search.LatencyGoal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of a search that heeds the latency of a device. */
@Command
public final class LatencyOptions {

    @Option(
            names = "--latency",
            paramLabel = "TABLE.csv",
            description = "Latency table written by espalier profile: the loss penalises the expected latency.")
    private Optional<Path> table = Optional.empty();

    @Option(
            names = "--latency-budget",
            paramLabel = "MILLIS",
            split = ",",
            converter = MillisConverter.class,
            description = "Latency limit by the --latency table, such as 12ms. Several budgets, such as"
                    + " 8ms,12ms: one search and one training each, and a chart of accuracy against latency.")
    private List<Double> budgets = new ArrayList<>();

    @Option(
            names = "--train-minutes",
            paramLabel = "M",
            description = "With several budgets: minutes to train each network. Default: the length in train's preset.")
    private Optional<Double> trainMinutes = Optional.empty();

    @Option(names = "--force", description = "Accept a --latency table measured on another device.")
    private boolean force;

    /** Whether there is a table. */
    boolean isGoal() {
        return table.isPresent();
    }

    /** Whether there is a limit. */
    boolean hasBudget() {
        return !budgets.isEmpty();
    }

    /** Whether each of several limits has a search of its own. */
    boolean hasSeveralBudgets() {
        return budgets.size() > 1;
    }

    /** The limits in milliseconds. */
    List<Double> budgets() {
        return budgets;
    }

    /** Minutes to train the network of each limit. */
    Optional<Double> trainMinutes() {
        return trainMinutes;
    }

    /** The settings of a search's configuration; the first of several limits. */
    List<String> settings() {
        List<String> settings = new ArrayList<>();
        table.ifPresent(file -> {
            settings.add("search.latency.table=" + file);
            settings.add("search.budget=null");
        });
        budgets.stream().findFirst().ifPresent(millis -> settings.add("search.latency.budgetMillis=" + millis));
        return settings;
    }

    /** @throws BadUsage if an option needs another one that is missing */
    void requireComplete() {
        if (trainMinutes.isPresent() && !hasSeveralBudgets()) {
            throw new BadUsage(
                    "--train-minutes: allowed only with several budgets; train a single result with espalier train");
        }
        if (hasSeveralBudgets() && table.isEmpty()) {
            throw new BadUsage("--latency-budget: several budgets need a --latency table");
        }
    }

    /** Checks that the table of a search, if it has one, can be read and is of this device. */
    void requireUsable(LatencyGoal goal) {
        Optional<LatencyTable> unused = goal.table().map(file -> LatencyTables.read(Path.of(file), force));
    }
}
