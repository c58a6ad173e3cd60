package org.espalier.cli.model;

import java.util.ArrayList;
import java.util.List;
import org.espalier.cli.model.ScoreReport.CityscapesMeans;
import org.espalier.cli.model.ScoreReport.Means;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.evaluation.Evaluation.CategoryScores;
import org.espalier.evaluation.Evaluation.ClassScores;
import org.espalier.text.Text;

/**
 * Scores as tables for people.
 *
 * @param boundary whether to show boundary IoU
 * @param instances whether to show instance-level IoU
 */
record ScoreTables(ScoreReport report, boolean boundary, boolean instances) {

    void print(Terminal terminal) {
        terminal.table(classes());
        if (!report.categories().isEmpty()) {
            terminal.line("");
            terminal.table(categories());
        }
        Means means = report.means();
        terminal.line(Text.format(
                "%nmIoU %s, pixel accuracy %s, %d images of %s, %s s",
                Counts.share(means.miou()),
                Counts.share(means.pixelAccuracy()),
                report.subject().images(),
                report.subject().split(),
                Counts.fourDecimals(report.subject().seconds())));
        terminal.line("frequency-weighted IoU " + Counts.share(means.frequencyWeightedIou()));
        terminal.line("protocol: " + report.subject().protocol());
        report.notes().forEach(terminal::line);
    }

    private Table classes() {
        Table table = Table.of(cells("class", "IoU", "accuracy", "Dice", "boundary IoU", "iIoU"));
        for (ClassScores one : report.classes()) {
            table.row(cells(
                    one.name(),
                    Counts.share(one.iou()),
                    Counts.share(one.accuracy()),
                    Counts.share(one.dice()),
                    Counts.share(one.boundaryIou()),
                    Counts.share(one.instanceIou())));
        }
        Means means = report.means();
        return table.row(cells(
                "mean",
                Counts.share(means.miou()),
                Counts.share(means.meanAccuracy()),
                Counts.share(means.meanDice()),
                Counts.share(means.boundaryIou()),
                Counts.share(report.cityscapes().instanceIou())));
    }

    private String[] cells(
            String name, String iou, String accuracy, String dice, String boundaryIou, String instanceIou) {
        List<String> cells = new ArrayList<>(List.of(name, iou, accuracy, dice));
        if (boundary) {
            cells.add(boundaryIou);
        }
        if (instances) {
            cells.add(instanceIou);
        }
        return cells.toArray(String[]::new);
    }

    private Table categories() {
        Table table = Table.of("category", "IoU", "iIoU");
        for (CategoryScores one : report.categories()) {
            table.row(one.name(), Counts.share(one.iou()), Counts.share(one.instanceIou()));
        }
        CityscapesMeans means = report.cityscapes();
        return table.row("mean", Counts.share(means.categoryIou()), Counts.share(means.categoryInstanceIou()));
    }
}
