package org.espalier.cli.model;

import java.util.List;
import java.util.OptionalDouble;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.evaluation.Evaluation;
import org.espalier.evaluation.Evaluation.ClassIou;
import org.espalier.text.Text;

/** The output of {@code eval} and {@code score}. Scripts rely on the names of the JSON fields. */
record ScoreReport(
        String predictions,
        String data,
        String split,
        OptionalDouble miou,
        OptionalDouble pixelAccuracy,
        int images,
        double seconds,
        List<ClassIou> classes) {

    static ScoreReport of(String predictions, String data, String split, Evaluation evaluation) {
        return new ScoreReport(
                predictions,
                data,
                split,
                finite(evaluation.miou()),
                finite(evaluation.pixelAccuracy()),
                evaluation.images(),
                evaluation.seconds(),
                evaluation.classes());
    }

    /** Prints the report as JSON or as a table. */
    void print(Terminal terminal, boolean json) {
        if (json) {
            terminal.json(this);
            return;
        }
        Table table = Table.of("class", "IoU");
        classes.forEach(one -> table.row(one.name(), Counts.share(one.iou())));
        terminal.table(table);
        terminal.line(Text.format(
                "%nmIoU %s, pixel accuracy %s, %d images of %s, %s s",
                Counts.share(miou), Counts.share(pixelAccuracy), images, split, Counts.fourDecimals(seconds)));
    }

    private static OptionalDouble finite(double value) {
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
