package org.espalier.cli.search;

import java.util.List;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.study.MethodReport;
import org.espalier.study.Phase;
import org.espalier.study.StudyReport;
import org.espalier.text.Text;

/** Shows the result of a study: a table and, in words, what is shown and what is not. */
final class StudyScreen {

    private StudyScreen() {}

    static void show(Terminal terminal, StudyReport report) {
        MethodReport first = report.methods().getFirst();
        Table table = Table.of("method", "found", "less random", "less halving", "less hand-designed", "cost ratio");
        report.methods()
                .forEach(one -> table.row(
                        one.method(),
                        Text.format("%.4f", mean(one.found())),
                        difference(one.difference(), one.interval()),
                        difference(one.differenceToHalving(), one.intervalToHalving()),
                        one.differenceToHandDesigned()
                                .map(value -> difference(
                                        value, one.intervalToHandDesigned().orElseThrow()))
                                .orElse("none"),
                        Text.format("%.3f", one.costRatio())));
        terminal.table(table);
        terminal.line(Text.format(
                "%nmIoU on %s, means of %d blocks with intervals of %.0f %%.",
                report.phase() == Phase.CONFIRMATION ? "val" : "select, a part of train",
                first.blocks(),
                100 * first.confidence()));
        for (MethodReport one : report.methods()) {
            terminal.line("");
            terminal.line(one.method());
            one.statements().forEach(sentence -> terminal.line("- " + sentence));
        }
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static String difference(double mean, List<Double> interval) {
        return Text.format("%+.4f (%+.4f to %+.4f)", mean, interval.getFirst(), interval.getLast());
    }
}
