package org.espalier.cli.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.Dataset;
import org.espalier.data.SplitStatistics;
import org.espalier.data.SplitStatistics.ClassCount;
import org.espalier.data.spec.Datasets;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads every file of a data set, counts the classes and reports problems. */
@Command(
        name = "check",
        description = "Read every file, count classes and report problems; exit code 3 if a file is unusable.")
final class DataCheckCommand implements Callable<Integer> {

    private static final int BAD_DATA = 3;
    private static final int MAXIMUM_MESSAGES = 20;

    @Mixin
    private Terminal terminal;

    @Parameters(paramLabel = "DATA", description = "Data set; see espalier list datasets.")
    private String data;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    /** The output of {@code --json}; scripts rely on the names. */
    private record Report(String data, List<SplitReport> splits, List<String> problems, List<String> warnings) {}

    private record SplitReport(
            String name, int samples, List<String> sizes, long ignoredPixels, List<ClassReport> classes) {}

    private record ClassReport(String name, long pixels, int images, double frequency, double weight) {}

    @Override
    public Integer call() {
        Dataset dataset = Datasets.openUncached(data);
        List<SplitCheck> checks = dataset.splits().stream().map(SplitCheck::of).toList();
        List<String> problems =
                checks.stream().flatMap(check -> check.problems().stream()).toList();
        List<String> warnings = warnings(checks);
        List<SplitReport> reports =
                checks.stream().map(DataCheckCommand::report).toList();
        if (json) {
            terminal.json(new Report(data, reports, problems, warnings));
        } else {
            reports.forEach(this::show);
            showAll("problem", problems);
            showAll("note", warnings);
            if (problems.isEmpty()) {
                terminal.line("all files are usable");
            }
        }
        return problems.isEmpty() ? 0 : BAD_DATA;
    }

    private void show(SplitReport split) {
        terminal.line(Text.format(
                "%s: %d samples of %s, %s pixels without a class",
                split.name(),
                split.samples(),
                split.sizes().isEmpty() ? "no size" : String.join(", ", split.sizes()),
                Counts.whole(split.ignoredPixels())));
        Table table = Table.of("class", "pixels", "images", "frequency", "weight");
        split.classes()
                .forEach(one -> table.row(
                        one.name(),
                        Counts.whole(one.pixels()),
                        Counts.whole(one.images()),
                        Counts.fourDecimals(one.frequency()),
                        Counts.fourDecimals(one.weight())));
        terminal.table(table);
        terminal.line("");
    }

    private void showAll(String kind, List<String> messages) {
        messages.stream()
                .limit(MAXIMUM_MESSAGES)
                .forEach(message -> terminal.line(Text.format("%s: %s", kind, message)));
        if (messages.size() > MAXIMUM_MESSAGES) {
            terminal.line(Text.format("%s: and %d more", kind, messages.size() - MAXIMUM_MESSAGES));
        }
    }

    private static SplitReport report(SplitCheck check) {
        List<ClassReport> classes =
                check.statistics().map(DataCheckCommand::classes).orElse(List.of());
        long ignored = check.statistics().map(SplitStatistics::ignored).orElse(0L);
        return new SplitReport(check.name(), check.samples(), List.copyOf(check.sizes()), ignored, classes);
    }

    private static List<ClassReport> classes(SplitStatistics statistics) {
        double[] weights = statistics.classes().stream().anyMatch(one -> one.pixels() > 0)
                ? statistics.medianFrequencyWeights()
                : new double[statistics.classes().size()];
        List<ClassReport> reports = new ArrayList<>();
        for (ClassCount one : statistics.classes()) {
            reports.add(
                    new ClassReport(one.name(), one.pixels(), one.images(), one.frequency(), weights[reports.size()]));
        }
        return reports;
    }

    private static List<String> warnings(List<SplitCheck> checks) {
        List<String> warnings = new ArrayList<>();
        for (SplitCheck check : checks) {
            List<String> absent = absent(check);
            if (!absent.isEmpty()) {
                warnings.add(Text.format("%s: no pixel of class %s", check.name(), String.join(", ", absent)));
            }
            check.images().values().stream()
                    .filter(ids -> ids.size() > 1)
                    .forEach(ids -> warnings.add(Text.format(
                            "%s: the same image %d times: %s", check.name(), ids.size(), String.join(", ", ids))));
        }
        for (int later = 1; later < checks.size(); later++) {
            for (SplitCheck earlier : checks.subList(0, later)) {
                warnings.addAll(shared(earlier, checks.get(later)));
            }
        }
        return warnings;
    }

    private static List<String> absent(SplitCheck check) {
        return check.statistics().stream()
                .flatMap(statistics -> statistics.classes().stream())
                .filter(one -> one.pixels() == 0)
                .map(ClassCount::name)
                .toList();
    }

    private static List<String> shared(SplitCheck one, SplitCheck other) {
        List<String> warnings = new ArrayList<>();
        for (Map.Entry<String, List<String>> image : one.images().entrySet()) {
            List<String> same = other.images().getOrDefault(image.getKey(), List.of());
            if (!same.isEmpty()) {
                warnings.add(Text.format(
                        "the same image is in %s and in %s: %s",
                        one.name(), other.name(), List.of(image.getValue().getFirst(), same.getFirst())));
            }
        }
        return warnings;
    }
}
