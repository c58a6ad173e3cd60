package org.espalier.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Configs;
import org.espalier.cost.Cost;
import org.espalier.data.Dataset;
import org.espalier.drawing.chart.ParetoDrawing;
import org.espalier.drawing.chart.ParetoDrawing.Found;
import org.espalier.evaluation.Evaluation;
import org.espalier.file.AtomicFile;
import org.espalier.model.Model;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.safetensors.TensorFile;
import org.espalier.safetensors.Tensors;
import org.espalier.search.LatencyOutcome;
import org.espalier.train.TrainConfig;
import org.espalier.train.Training;

/**
 * Searches under several latency budgets, and trains what each search found in the same way: a front of accuracy against latency, as CSV and picture. Each
 * search and each training is a run of its own, which a resumed sweep goes on with.
 *
 * @param method how to search
 * @param config of the search, but for the budget
 * @param initial weights that supernets start from, where they have them; networks then go on with what the search made of them
 * @param data at the size of the search
 * @param trained the same data at the size of the training
 * @param training of what is found
 */
record BudgetSweep<C extends Record>(
        SearchMethod<C> method,
        C config,
        Optional<Tensors> initial,
        Dataset data,
        Dataset trained,
        TrainConfig training) {

    private static final String HEAD =
            "budgetMillis,predictedMillis,measuredMillis,miou,pixelAccuracy,parameters,multiplyAdds,run";

    /**
     * A network of the front.
     *
     * @param measuredMillis what it takes here
     */
    record Point(Found found, double measuredMillis) {}

    /** The table of a sweep. */
    static Path csv(Path folder) {
        return folder.resolve("pareto.csv");
    }

    /** The picture of a sweep. */
    static Path picture(Path folder) {
        return folder.resolve("pareto.svg");
    }

    /** Runs it, the smallest budget first, as it may be too small; table and picture are written anew after each budget. */
    List<Point> run(List<Double> budgets, Path folder, RunOptions options) {
        List<Point> front = new ArrayList<>();
        StringBuilder rows = new StringBuilder(HEAD).append('\n');
        for (double budget : budgets.stream().distinct().sorted().toList()) {
            Path run = folder.resolve("budget-" + budget + "ms");
            C limited = Configs.resolve(
                    method.config(), config, Optional.empty(), List.of("search.latency.budgetMillis=" + budget));
            SearchMethod.Found found = method.search()
                    .run(limited, initial, data, run.resolve("search"), goingOn(run.resolve("search"), options));
            LatencyOutcome latency = found.latency().orElseThrow();
            double measured = found.measuredMillis(latency, data.labels().size());
            Path inheritance = new RunLayout(run.resolve("search")).inheritance();
            Training plain = Training.of(found.blueprint(), training);
            Optional<Tensors> start =
                    initial.map(given -> Files.exists(inheritance) ? TensorFile.read(inheritance) : given);
            try (Model model = start.map(plain::from)
                    .orElse(plain)
                    .run(trained, run.resolve("train"), goingOn(run.resolve("train"), options))) {
                Evaluation score = model.evaluate(trained.split("val"));
                Point point = new Point(new Found(budget, latency.predictedMillis(), score.miou()), measured);
                front.add(point);
                rows.append(row(point, score.pixelAccuracy(), cost(found.blueprint(), latency), run));
            }
            AtomicFile.write(csv(folder), rows.toString());
            AtomicFile.write(
                    picture(folder),
                    ParetoDrawing.of(front.stream().map(Point::found).toList()).svg());
        }
        return front;
    }

    private Cost cost(Blueprint blueprint, LatencyOutcome latency) {
        return Cost.of(blueprint.network(data.labels().size()), latency.extent());
    }

    private static String row(Point point, double accuracy, Cost cost, Path run) {
        return String.format(
                Locale.ROOT,
                "%s,%.6f,%.6f,%.6f,%.6f,%d,%d,%s%n",
                point.found.budgetMillis(),
                point.found.predictedMillis(),
                point.measuredMillis,
                point.found.miou(),
                accuracy,
                cost.parameters(),
                cost.multiplyAdds(),
                run.getFileName());
    }

    /** A run that is there is gone on with if the sweep is resumed. */
    private static RunOptions goingOn(Path run, RunOptions options) {
        boolean isThere = Files.exists(run) && new RunLayout(run).exists();
        return new RunOptions(options.resume() && isThere, options.progress(), options.command());
    }
}
