package org.espalier.cli.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.espalier.cli.argument.AtLeast;
import org.espalier.cli.argument.RunArguments;
import org.espalier.cli.argument.SkipBad;
import org.espalier.cli.terminal.LongWork;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.config.Configs;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.file.Sha256;
import org.espalier.problem.BadUsage;
import org.espalier.search.Method;
import org.espalier.statistics.MeanInterval;
import org.espalier.table.SupernetPlan;
import org.espalier.table.SupernetReport;
import org.espalier.table.SupernetSetting;
import org.espalier.table.SupernetStudy;
import org.espalier.table.TruthTable;
import org.espalier.text.Text;
import org.espalier.train.TrainConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code study} that search supernets on a table, and what they show. */
@Command
final class SupernetOptions {

    private static final String SUPERNETS = "--supernets";
    private static final String SETTING = "--setting";
    private static final String FINISHES = "--finishes";

    @Option(
            names = SUPERNETS,
            paramLabel = "N",
            description = "Also train the supernet of the table's space, N times with each setting, and judge what it"
                    + " believes. Needs --data and --out.")
    private Optional<Integer> searches = Optional.empty();

    @Option(names = "--data", paramLabel = "DATA", description = "The data set on which the table was made.")
    private Optional<String> data = Optional.empty();

    @Option(
            names = RunArguments.WEIGHTS,
            paramLabel = "FILE",
            description = "Weights of the backbone that the table's networks started from, if they did.")
    private Optional<Path> weights = Optional.empty();

    @Option(
            names = "--search-steps",
            paramLabel = "S",
            description = "Steps of each search of a supernet. Default: the configured length.")
    private Optional<Long> steps = Optional.empty();

    @Option(
            names = SETTING,
            paramLabel = "NAME:KEY=VALUE",
            description = "A further way to search, by a value of the method's configuration, such as"
                    + " open-early:search.architecture.from=0.2; may be repeated, also with one name for several"
                    + " values.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = FINISHES,
            paramLabel = "N",
            split = ",",
            description = "Also end each of these searches with trainings of N candidates that it proposes, as"
                    + " --finish measured does, looked up in the table.")
    private List<Integer> finishes = new ArrayList<>();

    @Mixin
    private SkipBad skipBad;

    /**
     * Searches, if that is asked for.
     *
     * @param seed of the first search
     */
    Optional<SupernetReport> run(Terminal terminal, TruthTable table, Method<?> method, long seed, StudyFolder folder) {
        return searches.map(count -> {
            SupernetPlan plan = new SupernetPlan(table.manifest(), steps, count, seed, settings());
            return run(terminal, method, table, plan, folder);
        });
    }

    private <C extends Record> SupernetReport run(
            Terminal terminal, Method<C> method, TruthTable table, SupernetPlan plan, StudyFolder folder) {
        TrainConfig training = Configs.parse(TrainConfig.class, table.training());
        Dataset dataset = Datasets.open(data.orElseThrow(), training.images().size(), skipBad.cache());
        SupernetStudy<C> fresh = new SupernetStudy<>(table, method, dataset, plan);
        C config = Configs.parse(method.configType(), table.search());
        SupernetStudy<C> study = weights.map(file ->
                        fresh.from(InitialWeights.read(file, method, config, dataset, terminal), Sha256.ofFile(file)))
                .orElse(fresh);
        Path out = folder.require();
        return LongWork.run(
                terminal,
                RunArguments.resumeHint(terminal, out),
                progress -> study.run(finishes, out, folder.options(terminal, progress)));
    }

    /** @throws BadUsage if an option is given without another that it needs, or has a wrong value */
    void requireTogether(StudyFolder folder) {
        if (searches.isEmpty() && (isAnyOtherGiven() || folder.isGiven())) {
            throw new BadUsage(
                    "--data, --weights, --search-steps, --setting, --finishes, --out, --resume, --skip-bad: allowed"
                            + " only with --supernets N, which trains supernets");
        }
        searches.ifPresent(count -> {
            Path unused = folder.require();
            if (data.isEmpty()) {
                throw new BadUsage(SUPERNETS + ": needs --data, on which the table was made");
            }
        });
        searches.ifPresent(count -> AtLeast.require(SUPERNETS, count, 2));
        finishes.forEach(count -> AtLeast.require(FINISHES, count, 2));
        List<SupernetSetting> unused = settings();
        steps.filter(count -> count < 1).ifPresent(count -> {
            throw new BadUsage(Text.format("--search-steps: got %d; allowed: 1 or more", count));
        });
    }

    /** @throws BadUsage with a message, if one of the options is given */
    void requireNone(String message) {
        if (searches.isPresent() || isAnyOtherGiven()) {
            throw new BadUsage(message);
        }
    }

    private boolean isAnyOtherGiven() {
        return data.isPresent()
                || weights.isPresent()
                || steps.isPresent()
                || !settings.isEmpty()
                || !finishes.isEmpty()
                || skipBad.isGiven();
    }

    /** The configured setting, then those of the options. */
    private List<SupernetSetting> settings() {
        SequencedMap<String, List<String>> byName = new LinkedHashMap<>();
        for (String typed : settings) {
            int colon = typed.indexOf(':');
            if (colon < 1 || typed.indexOf('=') < colon) {
                throw new BadUsage(Text.format(
                        "%s: got '%s'; allowed: NAME:KEY=VALUE, such as open-early:search.architecture.from=0.2",
                        SETTING, typed));
            }
            byName.computeIfAbsent(typed.substring(0, colon), name -> new ArrayList<>())
                    .add(typed.substring(colon + 1));
        }
        List<SupernetSetting> all = new ArrayList<>(List.of(SupernetSetting.AS_CONFIGURED));
        byName.forEach((name, set) -> all.add(setting(name, set)));
        return all;
    }

    private static SupernetSetting setting(String name, List<String> set) {
        if (name.equals(SupernetSetting.AS_CONFIGURED.name())) {
            throw new BadUsage(Text.format(
                    "%s: got the name '%s', which the table's own configuration has; use another", SETTING, name));
        }
        try {
            return new SupernetSetting(name, set);
        } catch (IllegalArgumentException e) {
            throw new BadUsage(SETTING + ": " + e.getMessage(), e);
        }
    }

    /** Shows how searches rank the networks. */
    static void show(Terminal terminal, SupernetReport report) {
        Table shown = Table.of("supernet", "searches", "Kendall tau of the belief", "without signal", "noise allows");
        report.scores()
                .forEach(score -> shown.row(
                        score.searcher().searcher(),
                        Long.toString(report.searches().stream()
                                .filter(one -> one.setting().equals(score.setting()))
                                .count()),
                        interval(score.tau()),
                        Text.format("%.2f", score.withoutSignal()),
                        Text.format("%.2f", report.highest())));
        terminal.table(shown);
    }

    private static String interval(MeanInterval tau) {
        return Text.format("%.3f (%.3f to %.3f)", tau.mean(), tau.low(), tau.high());
    }
}
