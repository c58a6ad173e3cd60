package org.espalier.cli.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.cli.argument.AtLeast;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.file.Sha256;
import org.espalier.method.Methods;
import org.espalier.random.Seed;
import org.espalier.search.Method;
import org.espalier.statistics.MeanInterval;
import org.espalier.table.NasBenchMacro;
import org.espalier.table.SearcherScore;
import org.espalier.table.SupernetReport;
import org.espalier.table.TableQuality;
import org.espalier.table.TableStudy;
import org.espalier.table.TruthTable;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code study --table}, and what it does: many searches of each searcher, looked up in a table. */
@Command
final class StudyOnTable {

    private static final int LEAST_TRAININGS = 2;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "The table that espalier table made, or NAS-Bench-Macro's file.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--trainings",
            paramLabel = "N",
            split = ",",
            defaultValue = "4,8,16",
            description = "What a search may cost, in full trainings. Default: ${DEFAULT-VALUE}.")
    private List<Integer> trainings = List.of();

    @Option(
            names = "--searches",
            paramLabel = "N",
            defaultValue = "200",
            description = "Number of searches of each searcher. Default: ${DEFAULT-VALUE}.")
    private int searches;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the searches. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private SupernetOptions supernets;

    /** The output of {@code --json}; scripts rely on the names. */
    private record Report(
            String table,
            String manifest,
            int searches,
            TableQuality quality,
            List<SearcherScore> scores,
            Optional<SupernetReport> supernets) {}

    /** Whether a table was given. */
    boolean isAsked() {
        return file.isPresent();
    }

    /** @throws org.espalier.problem.BadUsage if an option is given that needs a table */
    void requireNone() {
        supernets.requireNone("--supernets and its options need --table, a table that espalier table made");
    }

    /** Judges searchers on the table. */
    void run(Terminal terminal, StudyFolder folder, boolean json) {
        trainings.forEach(count -> AtLeast.require("--trainings", count, LEAST_TRAININGS));
        AtLeast.require("--searches", searches, 2);
        supernets.requireTogether(folder);
        Path table = file.orElseThrow();
        Optional<NasBenchMacro> published = NasBenchMacro.in(table);
        if (published.isPresent()) {
            supernets.requireNone(
                    "--supernets: this table's space is not one of Espalier's; allowed: a table that espalier"
                            + " table made");
            NasBenchMacro benchmark = published.get();
            Judgement judgement = new Judgement(
                    benchmark.study(), benchmark.quality(), "test accuracy", Sha256.ofFile(table), Optional.empty());
            judge(terminal, judgement, json);
        } else {
            TruthTable truth = TruthTable.read(table);
            Method<?> method = Methods.named(truth.space());
            TableStudy study = TableStudy.of(truth, method);
            Optional<SupernetReport> trained = supernets.run(terminal, truth, method, seed, folder);
            Judgement judgement =
                    new Judgement(study, TableQuality.of(truth), TableQualityScreen.MIOU, truth.manifest(), trained);
            judge(terminal, judgement, json);
        }
    }

    /** What the searchers are judged by. */
    private record Judgement(
            TableStudy study, TableQuality quality, String score, String manifest, Optional<SupernetReport> trained) {}

    private void judge(Terminal terminal, Judgement by, boolean json) {
        List<SearcherScore> scores = new ArrayList<>(by.study.baselines());
        by.trained.stream().flatMap(report -> report.scores().stream()).forEach(one -> {
            scores.add(one.searcher());
            scores.addAll(one.finishes());
        });
        trainings.forEach(count -> scores.addAll(by.study.scores(count, searches, new Seed(seed))));
        if (json) {
            terminal.json(
                    new Report(file.orElseThrow().toString(), by.manifest, searches, by.quality, scores, by.trained));
            return;
        }
        TableQualityScreen.show(terminal, by.quality, by.score);
        terminal.line("");
        by.trained.ifPresent(report -> {
            SupernetOptions.show(terminal, report);
            terminal.line("");
        });
        show(terminal, scores);
    }

    private void show(Terminal terminal, List<SearcherScore> scores) {
        Table shown = Table.of("searcher", "full trainings", "gain", "regret", "rank");
        scores.forEach(one -> shown.row(
                one.searcher(),
                Text.format("%.1f", one.trainings()),
                interval(one.gain()),
                interval(one.regret()),
                Text.format("%.1f", one.rank())));
        terminal.table(shown);
        terminal.line(Text.format(
                "%nMeans of %d searches, of supernets of those trained, with 95 %% intervals for this table. Gain:"
                    + " over the table's mean, by seeds that the search did not see. Rank and regret: by the mean of"
                    + " all seeds.",
                searches));
    }

    private static String interval(MeanInterval value) {
        return Text.format("%.4f (%.4f to %.4f)", value.mean(), value.low(), value.high());
    }
}
