package org.espalier.sweep;

import java.nio.file.Path;
import java.util.Locale;
import org.espalier.cost.Cost;
import org.espalier.drawing.chart.ParetoDrawing;
import org.espalier.evaluation.Evaluation;

/**
 * A network that was found under a budget.
 *
 * @param budgetMillis what it was allowed
 * @param predictedMillis what it takes by the latency table
 * @param measuredMillis what it takes in ONNX Runtime on this machine
 * @param score of the trained network on {@code val}
 * @param cost of one image of the size that latency is of
 * @param run folder of its search and its training
 */
public record SweepPoint(
        double budgetMillis, double predictedMillis, double measuredMillis, Evaluation score, Cost cost, Path run) {

    static final String CSV_HEAD =
            "budgetMillis,predictedMillis,measuredMillis,miou,pixelAccuracy,parameters,multiplyAdds,run\n";

    /** A line of the table. */
    String csvRow() {
        return String.format(
                Locale.ROOT,
                "%s,%.6f,%.6f,%.6f,%.6f,%d,%d,%s\n",
                budgetMillis,
                predictedMillis,
                measuredMillis,
                score.miou(),
                score.pixelAccuracy(),
                cost.parameters(),
                cost.multiplyAdds(),
                run.getFileName());
    }

    /** A dot of the picture. */
    ParetoDrawing.Found drawn() {
        return new ParetoDrawing.Found(budgetMillis, predictedMillis, score.miou());
    }
}
