package org.espalier.table;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.config.Configs;
import org.espalier.data.Dataset;
import org.espalier.engine.LibTorch;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Divergence;
import org.espalier.random.Seed;
import org.espalier.run.Json;
import org.espalier.run.Provenance;
import org.espalier.run.RunFolder;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.run.StepSeconds;
import org.espalier.safetensors.Tensors;
import org.espalier.search.FinalChoices;
import org.espalier.search.Method;
import org.espalier.search.SearchConfig;
import org.espalier.search.SearchResult;
import org.espalier.search.trial.Searcher;
import org.espalier.space.Choice;
import org.espalier.statistics.MeanInterval;
import org.espalier.table.SupernetReport.Outcome;
import org.espalier.table.SupernetReport.Score;
import org.espalier.table.Truth.Found;
import org.espalier.text.Text;
import org.espalier.train.Length;
import org.espalier.train.TrainConfig;
import org.espalier.train.Training;

/**
 * Searches of supernets on a table of truth: the supernet of the table's space is really trained on the table's data,
 * several times with each of several settings. A search is judged by how much its choices speak for each network of the
 * table ({@link org.espalier.space.SearchSpace#belief}): what it found is the network that they speak for most, which
 * need not be the decoded one, as that is seldom on the table.
 *
 * @param <C> configuration of the space's method
 */
public final class SupernetStudy<C extends Record> {

    private static final double ETA = 2;

    private final TruthTable table;
    private final Method<C> method;
    private final Dataset data;
    private final SupernetPlan plan;
    private final Truth truth;
    private final TableStudy searchers;
    private final List<Arm<C>> arms;
    private final Optional<Tensors> weights;
    private final Optional<String> hash;

    /**
     * A search and what it found.
     *
     * @param finishes what measured finishes of it found, by plan
     */
    private record Searched(Outcome outcome, List<List<Found>> finishes) {}

    /** A setting, its configuration, and the table's networks as that draws them. */
    private record Arm<C extends Record>(SupernetSetting setting, C config, TableNetworks<?> networks) {}

    /**
     * Creates the study.
     *
     * @param method whose space it is
     * @param data on which the table was made
     * @throws BadUsage if the data are others, or a setting has an error or changes the networks
     */
    public SupernetStudy(TruthTable table, Method<C> method, Dataset data, SupernetPlan plan) {
        this(table, method, data, plan, Optional.empty(), Optional.empty());
    }

    private SupernetStudy(
            TruthTable table,
            Method<C> method,
            Dataset data,
            SupernetPlan plan,
            Optional<Tensors> weights,
            Optional<String> hash) {
        if (!data.fingerprint().equals(table.fingerprint())) {
            throw new BadUsage(Text.format(
                    "--data: got %s with the fingerprint %s; the table was made on %s with the fingerprint %s; pass the"
                            + " data with which it was made",
                    data.name(), data.fingerprint(), table.data(), table.fingerprint()));
        }
        this.table = table;
        this.method = method;
        this.data = data;
        this.plan = plan;
        this.weights = weights;
        this.hash = hash;
        this.truth = new Truth(table.miou());
        this.searchers = TableStudy.of(table, method);
        this.arms = plan.settings().stream().map(this::arm).toList();
    }

    /**
     * A copy whose supernets, and the training that they are compared with, start from weights as the table's networks
     * did.
     *
     * @param start the hash of the weights
     */
    public SupernetStudy<C> from(Tensors initial, String start) {
        return new SupernetStudy<>(table, method, data, plan, Optional.of(initial), Optional.of(start));
    }

    /** @throws BadUsage if the table's networks started from other weights */
    private void requireWeights() {
        if (!hash.equals(table.weights())) {
            throw new BadUsage(Text.format(
                    "--weights: got %s; the table's networks started from %s; pass the file with which it was made",
                    inWords(hash), inWords(table.weights())));
        }
    }

    private static String inWords(Optional<String> hash) {
        return hash.map(one -> "a file with the hash " + one).orElse("none, random weights");
    }

    private Arm<C> arm(SupernetSetting setting) {
        C own = Configs.parse(method.configType(), table.search());
        SearchConfig search = method.searchOf(own);
        C sized = plan.steps()
                .map(steps -> method.with(own, search.lasting(new Length.Steps(steps))))
                .orElse(own);
        C config = resolved(sized, setting);
        TableNetworks<?> networks = TableNetworks.of(table, method, config);
        if (networks.firstOther().isPresent()) {
            throw new BadUsage(Text.format(
                    "--setting %s: got %s, with which network %d is not that of the table; allowed: what changes the"
                            + " search or its supernet, and not the networks or their draws",
                    setting.name(), setting.set(), networks.firstOther().getAsInt() + 1));
        }
        return new Arm<>(setting, config, networks);
    }

    private C resolved(C config, SupernetSetting setting) {
        try {
            return Configs.resolve(method.configType(), config, Optional.empty(), setting.set());
        } catch (BadUsage e) {
            String message = Objects.requireNonNullElse(e.getMessage(), "");
            throw new BadUsage(message.replace("--set ", "--setting " + setting.name() + ":"), e);
        }
    }

    /** The report in the folder of the run. */
    public static Path file(Path folder) {
        return folder.resolve("supernets.json");
    }

    /**
     * Searches what has not been searched, one search with each setting after the other, and writes the report.
     *
     * @param finishes numbers of candidates, each 2 or more: after each search, so many are trained as the table knows
     *     them
     * @param folder new or empty, or with this study to go on with; each search has a folder in it
     */
    public SupernetReport run(List<Integer> finishes, Path folder, RunOptions options) {
        requireWeights();
        List<Searcher.Guided> finishing = finishes.stream()
                .map(candidates -> new Searcher.Guided(candidates, ETA, searchers.shares()).keepingFirst())
                .toList();
        Provenance provenance = Provenance.of(
                        LibTorch.threads(),
                        LibTorch.kernels(),
                        Map.of("search", plan.seed()),
                        Optional.of(data.fingerprint()),
                        options.command())
                .from(weights);
        try (RunFolder run = RunFolder.open(folder, plan, provenance, options.resume())) {
            double trainingSeconds = trainingSeconds(folder.resolve("training"), options);
            List<Searched> searched = new ArrayList<>();
            for (int search = 0; search < plan.searches(); search++) {
                for (Arm<C> arm : arms) {
                    searched.add(searched(arm, search, finishing, folder.resolve("searches"), options));
                }
            }
            SupernetReport report = report(trainingSeconds, searched, finishing);
            Json.write(file(run.layout().root()), report);
            return report;
        }
    }

    /** The time of one full training, by training the table's first network as the table did. */
    private double trainingSeconds(Path place, RunOptions options) {
        TrainConfig training = Configs.parse(TrainConfig.class, table.training());
        long steps = table.rungs().getLast();
        options.progress().note("one training, for the cost of searches");
        Training fresh = Training.of(table.entries().getFirst().blueprint(), training.lasting(new Length.Steps(steps)));
        double unused = weights.map(fresh::from)
                .orElse(fresh)
                .after(steps, data, place, options.nested(place), (network, weights, select) -> 0.0);
        return StepSeconds.ofTraining(new RunLayout(place));
    }

    private Searched searched(
            Arm<C> arm, int search, List<Searcher.Guided> finishing, Path searches, RunOptions options) {
        long seed = plan.seed() + search;
        Path place = searches.resolve(arm.setting.name()).resolve("seed-" + seed);
        Map<String, double[]> choices = choices(arm, seed, place, options);
        double[] beliefs = arm.networks.beliefs(choices);
        int found = TableStudy.largest(beliefs);
        double tau = truth.tau(beliefs);
        options.progress()
                .note(Text.format(
                        "%s, search %d of %d: believes in network %d, of rank %d; tau %.2f",
                        arm.setting.name(), search + 1, plan.searches(), found + 1, truth.rank(found), tau));
        TableFinish finish = TableFinish.of(searchers, arm.networks, choices);
        return new Searched(
                new Outcome(arm.setting.name(), seed, found + 1, tau, method.stepSeconds(arm.config, place)),
                finishing.stream()
                        .map(one -> finish.found(one, new Seed(seed).derive("finish")))
                        .toList());
    }

    /** The choices that a search ends with; one that has ended is read. A search that fails has none: all are alike. */
    private Map<String, double[]> choices(Arm<C> arm, long seed, Path place, RunOptions options) {
        RunLayout run = new RunLayout(place);
        if (!Files.exists(run.architecture())) {
            C seeded = method.with(arm.config, method.searchOf(arm.config).seeded(seed));
            try {
                SearchResult<?> unused = method.search(seeded, weights).run(data, place, options.nested(place));
            } catch (Divergence e) {
                options.progress().note("the search failed, and believes in all networks alike: " + e.getMessage());
                return even(arm.config);
            }
        }
        return FinalChoices.read(run).arrays();
    }

    /** Weights that are alike for all options of a choice. */
    private Map<String, double[]> even(C config) {
        return method.stages(config).stream()
                .flatMap(stage -> stage.search().supernet(table.classes()).choices().stream())
                .collect(Collectors.toMap(Choice::name, choice -> {
                    double[] weights = new double[choice.options().size()];
                    Arrays.fill(weights, 1.0 / weights.length);
                    return weights;
                }));
    }

    private SupernetReport report(double trainingSeconds, List<Searched> searched, List<Searcher.Guided> finishing) {
        List<Score> scores = arms.stream()
                .map(arm -> score(
                        arm,
                        trainingSeconds,
                        searched.stream()
                                .filter(one -> one.outcome.setting().equals(arm.setting.name()))
                                .toList(),
                        finishing))
                .toList();
        return new SupernetReport(
                table.manifest(),
                trainingSeconds,
                TableQuality.highestTau(table),
                scores,
                searched.stream().map(Searched::outcome).toList());
    }

    private Score score(Arm<C> arm, double trainingSeconds, List<Searched> own, List<Searcher.Guided> finishing) {
        List<Outcome> outcomes = own.stream().map(Searched::outcome).toList();
        double trainings =
                outcomes.stream().mapToDouble(Outcome::seconds).average().orElseThrow() / trainingSeconds;
        List<Found> found = outcomes.stream()
                .map(one -> new Found(one.network() - 1, OptionalInt.empty()))
                .toList();
        String setting = arm.setting.name();
        return new Score(
                setting,
                truth.score("supernet, " + setting, trainings, found),
                MeanInterval.of(outcomes.stream().mapToDouble(Outcome::tau).toArray()),
                truth.tau(arm.networks.beliefs(even(arm.config))),
                IntStream.range(0, finishing.size())
                        .mapToObj(index -> truth.scoreOfGroups(
                                Text.format(
                                        "supernet, %s, finish %d",
                                        setting, finishing.get(index).candidates()),
                                trainings + finishing.get(index).trainings(),
                                own.stream().map(one -> one.finishes.get(index)).toList()))
                        .toList());
    }
}
