package org.espalier.cli.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.cli.data.DataCheckReport.ClassReport;
import org.espalier.cli.data.DataCheckReport.SplitReport;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.text.Text;

/** The output of {@code data check} for people: what fits on one screen. */
record DataCheckScreen(DataCheckReport report) {

    private static final int CLASSES = 24;
    private static final int MESSAGES = 8;

    void show(Terminal terminal) {
        terminal.table(splits());
        if (report.splits().stream().anyMatch(split -> !split.classes().isEmpty())) {
            terminal.line("");
            terminal.table(classes());
            int hidden = classNames().size() - shownClasses().size();
            if (hidden > 0) {
                terminal.line(Text.format("and %d rarer classes; --json has all", hidden));
            }
        }
        terminal.line("");
        showAll(terminal, "problem", report.problems());
        showAll(terminal, "note", report.warnings());
        terminal.line(report.trainable() ? "the data can be trained on" : "the data cannot be trained on");
    }

    private Table splits() {
        Table table = Table.of("split", "samples", "unreadable", "size", "without a class");
        for (SplitReport split : report.splits()) {
            table.row(
                    split.name(),
                    Counts.whole(split.samples()),
                    Counts.whole(split.unreadable()),
                    sizes(split),
                    percent(split.ignoredShare()));
        }
        return table;
    }

    private static String sizes(SplitReport split) {
        return switch (split.sizes().size()) {
            case 0 -> "none";
            case 1 -> split.sizes().getFirst();
            default ->
                Text.format(
                        "%s in %d, %d other sizes",
                        split.sizes().getFirst(),
                        split.images().getFirst(),
                        split.sizes().size() - 1);
        };
    }

    private Table classes() {
        List<String> headings = new ArrayList<>(List.of("class"));
        report.splits().forEach(split -> {
            headings.add(split.name());
            headings.add("images");
        });
        Table table = Table.of(headings.toArray(String[]::new));
        for (int index : shownClasses()) {
            List<String> row = new ArrayList<>(List.of(classNames().get(index)));
            for (SplitReport split : report.splits()) {
                boolean counted = !split.classes().isEmpty();
                row.add(counted ? percent(split.classes().get(index).share()) : "n/a");
                row.add(counted ? Counts.whole(split.classes().get(index).images()) : "n/a");
            }
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    /** The numbers of the most frequent classes of the first split that has any, ascending. */
    private List<Integer> shownClasses() {
        List<ClassReport> counted = counted();
        return IntStream.range(0, counted.size())
                .boxed()
                .sorted(Comparator.comparing(
                        (Integer index) -> counted.get(index).pixels(), Comparator.reverseOrder()))
                .limit(CLASSES)
                .sorted()
                .toList();
    }

    private List<String> classNames() {
        return counted().stream().map(ClassReport::name).toList();
    }

    private List<ClassReport> counted() {
        return report.splits().stream()
                .map(SplitReport::classes)
                .filter(classes -> !classes.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static void showAll(Terminal terminal, String kind, List<String> messages) {
        messages.stream().limit(MESSAGES).forEach(message -> terminal.line(Text.format("%s: %s", kind, message)));
        if (messages.size() > MESSAGES) {
            terminal.line(Text.format("%s: and %d more; --json has all", kind, messages.size() - MESSAGES));
        }
    }

    /** A share in percent: two decimals; what is not 0 is never shown as 0. */
    private static String percent(double share) {
        double percent = 100 * share;
        return percent > 0 && percent < 0.01 ? "< 0.01%" : Text.format("%.2f%%", percent);
    }
}
