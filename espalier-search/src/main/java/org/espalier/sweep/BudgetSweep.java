package org.espalier.sweep;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.espalier.blueprint.Blueprint;
import org.espalier.cost.Cost;
import org.espalier.data.Dataset;
import org.espalier.drawing.chart.ParetoDrawing;
import org.espalier.file.AtomicFile;
import org.espalier.graph.Graph;
import org.espalier.model.Model;
import org.espalier.pass.ForImages;
import org.espalier.problem.BadUsage;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.safetensors.TensorFile;
import org.espalier.safetensors.Tensors;
import org.espalier.search.ArchitectureSearch;
import org.espalier.search.LatencyOutcome;
import org.espalier.search.SearchConfig;
import org.espalier.search.SearchResult;
import org.espalier.search.SupernetMethod;
import org.espalier.train.TrainConfig;
import org.espalier.train.Training;

/**
 * Searches under several latency budgets and trains each network found in the same way. Writes the front of accuracy
 * against latency to {@code pareto.csv} and {@code pareto.svg}. Each search and each training is a run of its own; a
 * resumed sweep resumes them.
 *
 * @param method the search method
 * @param config of the searches, except the budget; it names a latency table
 * @param training configuration for the networks found
 * @param initial weights that the supernets start from, if any. A network starts from its supernet's weights where it
 *     can take over all of them, else from these
 */
public record BudgetSweep<C extends Record>(
        SupernetMethod<C, ?> method, C config, TrainConfig training, Optional<Tensors> initial) {

    /** @throws BadUsage if the config names no latency table */
    public BudgetSweep {
        if (method.searchOf(config).latency().table().isEmpty()) {
            throw new BadUsage(
                    "search.latency.table: none; a sweep over budgets needs one; write one with espalier profile");
        }
    }

    /** A sweep whose supernets and networks start from random weights. */
    public static <C extends Record> BudgetSweep<C> of(SupernetMethod<C, ?> method, C config, TrainConfig training) {
        return new BudgetSweep<>(method, config, training, Optional.empty());
    }

    /** The same sweep with supernets that start from these weights. */
    public BudgetSweep<C> from(Tensors weights) {
        return new BudgetSweep<>(method, config, training, Optional.of(weights));
    }

    /** The CSV file of a sweep. */
    public static Path csv(Path folder) {
        return folder.resolve("pareto.csv");
    }

    /** The chart of a sweep. */
    public static Path picture(Path folder) {
        return folder.resolve("pareto.svg");
    }

    /**
     * Runs the sweep, smallest budget first, because that one may be infeasible. Table and chart are rewritten after
     * each budget.
     *
     * @param searched the data at the size of the search
     * @param trained the same data at the size of the training, with a split {@code val}
     * @param budgets in milliseconds; duplicates are ignored
     * @return one point for each budget, ascending
     */
    public List<SweepPoint> run(
            Dataset searched, Dataset trained, List<Double> budgets, Path folder, RunOptions options) {
        List<SweepPoint> front = new ArrayList<>();
        for (double budget : budgets.stream().distinct().sorted().toList()) {
            front.add(point(budget, searched, trained, folder.resolve("budget-" + budget + "ms"), options));
            AtomicFile.write(
                    csv(folder),
                    SweepPoint.CSV_HEAD + front.stream().map(SweepPoint::csvRow).collect(Collectors.joining()));
            AtomicFile.write(
                    picture(folder),
                    ParetoDrawing.of(front.stream().map(SweepPoint::drawn).toList())
                            .svg());
        }
        return front;
    }

    private SweepPoint point(double budget, Dataset searched, Dataset trained, Path run, RunOptions options) {
        Path searchRun = run.resolve("search");
        SearchResult<?> found = search(budget).run(searched, searchRun, options.resumingIfStarted(searchRun));
        ForImages images = ForImages.ofChannels(searched.split("train").format().channels());
        Graph network = images.apply(found.blueprint().network(searched.labels().size()));
        LatencyOutcome latency = found.latency().orElseThrow();
        Path trainRun = run.resolve("train");
        try (Model model =
                training(found.blueprint(), searchRun).run(trained, trainRun, options.resumingIfStarted(trainRun))) {
            return new SweepPoint(
                    budget,
                    latency.predictedMillis(),
                    latency.measuredMillis(network),
                    model.evaluate(trained.split("val")),
                    Cost.of(network, latency.extent()),
                    run);
        }
    }

    private ArchitectureSearch<?> search(double budget) {
        SearchConfig common = method.searchOf(config);
        ArchitectureSearch<?> search =
                method.search(method.with(config, common.with(common.latency().within(budget))));
        return initial.isPresent() ? search.from(initial.get()) : search;
    }

    private Training training(Blueprint found, Path searchRun) {
        Training plain = Training.of(found, training);
        if (initial.isEmpty()) {
            return plain;
        }
        Path inheritance = new RunLayout(searchRun).inheritance();
        return plain.from(Files.exists(inheritance) ? TensorFile.read(inheritance) : initial.get());
    }
}
