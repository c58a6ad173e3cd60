package org.espalier.sweep;

import java.nio.file.Path;
import org.espalier.cost.Cost;
import org.espalier.drawing.chart.ParetoDrawing;
import org.espalier.evaluation.Evaluation;
import org.espalier.text.Text;

/**
 * A network found under a budget.
 *
 * @param budgetMillis the latency budget
 * @param predictedMillis latency predicted by the table
 * @param measuredMillis latency in ONNX Runtime on this machine
 * @param score of the trained network on {@code val}
 * @param cost for one image of the size that the latency is for
 * @param run folder of its search and its training
 */
public record SweepPoint(
        double budgetMillis, double predictedMillis, double measuredMillis, Evaluation score, Cost cost, Path run) {

    static final String CSV_HEAD =
            "budgetMillis,predictedMillis,measuredMillis,miou,pixelAccuracy,parameters,multiplyAdds,run\n";

    /** One row of the table. */
    String csvRow() {
        return Text.format(
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

    /** One point of the chart. */
    ParetoDrawing.Found drawn() {
        return new ParetoDrawing.Found(budgetMillis, predictedMillis, score.miou());
    }
}
