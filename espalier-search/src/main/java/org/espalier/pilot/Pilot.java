package org.espalier.pilot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.espalier.blueprint.Blueprint;
import org.espalier.blueprint.BudgetFit;
import org.espalier.config.Configs;
import org.espalier.data.DataSize;
import org.espalier.data.Dataset;
import org.espalier.engine.LibTorch;
import org.espalier.file.Sha256;
import org.espalier.graph.Extent;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Failure;
import org.espalier.random.Seed;
import org.espalier.run.Event;
import org.espalier.run.EventLog;
import org.espalier.run.Provenance;
import org.espalier.run.RunFolder;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.safetensors.Tensors;
import org.espalier.search.Method;
import org.espalier.search.PricedNetwork;
import org.espalier.search.PricedSpace;
import org.espalier.text.Text;
import org.espalier.train.ImageForm;
import org.espalier.train.TrainConfig;
import org.espalier.train.Training;
import org.espalier.zoo.Zoo;

/**
 * Trains random networks of a space, all at one price, several times each: whether a search in the space can pay on
 * this data, before anything is searched. A hand-designed network of the same price is trained along with them.
 *
 * @param <C> configuration of the space's method
 */
public final class Pilot<C extends Record> {

    private static final int RUNGS = 6;
    private static final Blueprint CONTROL = new Blueprint.OfZoo(Zoo.SEPARABLE_UNET.id());

    private final Method<C> method;
    private final C config;
    private final Dataset data;
    private final PilotPlan plan;
    private final List<Blueprint> networks;
    private final Optional<Tensors> weights;

    /**
     * Creates a pilot of networks that start from random weights: draws its networks.
     *
     * @param config of the method, with the budget and the seed of the draws
     * @param training of each network; its length is a number of steps or epochs, the same for all
     * @param data with the splits {@code train} and {@code val}, at the size of the training
     * @throws BadUsage if there is no budget, or not enough networks of the space have the price
     */
    public Pilot(Method<C> method, C config, TrainConfig training, Dataset data, int networks, int seeds) {
        this(method, config, data, plan(method, config, training, data, networks, seeds), Optional.empty());
    }

    private Pilot(Method<C> method, C config, Dataset data, PilotPlan plan, Optional<Tensors> weights) {
        this.method = method;
        this.config = config;
        this.data = data;
        this.plan = plan;
        this.weights = weights;
        this.networks = draw();
    }

    /**
     * A copy whose random networks start from weights, such as those of their backbone, where names and shapes match.
     * The hand-designed network starts from random weights, and none of it is frozen.
     *
     * @param hash of the weights
     */
    public Pilot<C> from(Tensors initial, String hash) {
        return new Pilot<>(method, config, data, plan.from(hash), Optional.of(initial));
    }

    private static <C extends Record> PilotPlan plan(
            Method<C> method, C config, TrainConfig training, Dataset data, int networks, int seeds) {
        return new PilotPlan(
                method.id(),
                Configs.text(config),
                training.evaluatingEvery(epochsBetweenRungs(training, data)),
                method.searchOf(config)
                        .budget()
                        .orElseThrow(() -> new BadUsage("search.budget: none; a pilot compares networks of one price;"
                                + " give one, such as 35M")),
                networks,
                seeds,
                Optional.empty());
    }

    /** So that the scores of a training have about as many rungs as intended. */
    private static int epochsBetweenRungs(TrainConfig training, Dataset data) {
        int images = data.split("train").size();
        int stepsPerEpoch = Math.max(1, images / training.images().batch());
        long steps = training.length()
                .inSteps(stepsPerEpoch, () -> {
                    throw new BadUsage("--minutes: a pilot compares trainings of equally many steps; use --steps");
                })
                .steps();
        return Math.toIntExact(Math.max(1, steps / stepsPerEpoch / RUNGS));
    }

    /** What the pilot's result depends on, besides the data. */
    public PilotPlan plan() {
        return plan;
    }

    /** A hash of the plan, the data and the networks: equal hashes mean the same pilot. */
    public String manifest() {
        String hashes = networks.stream().map(Blueprint::hash).collect(Collectors.joining("\n"));
        return Sha256.of(Configs.text(plan) + data.fingerprint() + hashes);
    }

    /**
     * Trains all networks and compares them.
     *
     * @param folder new or empty, or with a pilot to resume
     */
    public PilotResult run(Path folder, RunOptions options) {
        Optional<Blueprint> control = fit().find(CONTROL);
        Provenance provenance = Provenance.of(
                        LibTorch.threads(),
                        LibTorch.kernels(),
                        Map.of(
                                "draws",
                                method.searchOf(config).seed(),
                                "training",
                                plan.training().seed()),
                        Optional.of(data.fingerprint()),
                        options.command())
                .from(weights);
        try (RunFolder run = RunFolder.open(folder, plan, provenance, options.resume())) {
            Path root = run.layout().root();
            List<ScoredTraining> trainings = new ArrayList<>();
            for (int seed = 1; seed <= plan.seeds(); seed++) {
                for (int network = 1; network <= networks.size(); network++) {
                    trainings.add(scored(network, seed, networks.get(network - 1), root, options));
                }
                if (control.isPresent()) {
                    trainings.add(scored(ScoredTraining.HAND_DESIGNED, seed, control.get(), root, options));
                }
            }
            return PilotResult.of(trainings);
        }
    }

    /** The scores of a training, which is run, resumed, or read if it has finished. */
    private ScoredTraining scored(int number, int seed, Blueprint blueprint, Path folder, RunOptions options) {
        String name = number == ScoredTraining.HAND_DESIGNED ? "hand-designed" : Text.format("network-%02d", number);
        Path place = folder.resolve(name).resolve("seed-" + seed);
        TrainConfig training = plan.training().seeded(plan.training().seed() + seed - 1);
        training(number, blueprint, training)
                .run(data, place, options.nested(place))
                .close();
        ScoredTraining scored = read(number, seed, new RunLayout(place));
        options.progress()
                .note(Text.format(
                        "%s of %d, seed %d of %d: mIoU %.4f",
                        name, networks.size(), seed, plan.seeds(), scored.last()));
        return scored;
    }

    private Training training(int number, Blueprint blueprint, TrainConfig training) {
        if (number == ScoredTraining.HAND_DESIGNED) {
            return Training.of(blueprint, training.freezing(List.of()));
        }
        Training fresh = Training.of(blueprint, training);
        return weights.map(fresh::from).orElse(fresh);
    }

    private static ScoredTraining read(int number, int seed, RunLayout run) {
        SortedMap<Long, Double> miou = new TreeMap<>();
        double seconds = 0;
        for (Event event : EventLog.read(run.events())) {
            switch (event.kind()) {
                case "evaluation" -> {
                    if (event.step() > 0) {
                        miou.put(event.step(), event.number("miou").orElse(Double.NaN));
                    }
                }
                case "epoch" -> seconds += event.number("seconds").orElse(0);
                default -> {}
            }
        }
        if (miou.isEmpty()) {
            throw new Failure("the training in " + run.root() + " has no score");
        }
        return new ScoredTraining(number, seed, miou, seconds);
    }

    /** Distinct random networks, each with the widths that meet the budget. */
    private List<Blueprint> draw() {
        BudgetFit fit = fit();
        Seed seed = new Seed(method.searchOf(config).seed()).derive("pilot");
        PricedSpace<?> space = PricedSpace.of(method, config, fit.classes(), fit.images(), Optional.of(fit));
        return distinct(space, seed);
    }

    private <A> List<Blueprint> distinct(PricedSpace<A> space, Seed seed) {
        return space.distinct(plan.networks(), seed).stream()
                .map(PricedNetwork::blueprint)
                .toList();
    }

    private BudgetFit fit() {
        DataSize size = plan.training()
                .images()
                .size()
                .orElseGet(() -> data.split("train").sample(0).size());
        return method.searchOf(config)
                .fit(Extent.of(size.height(), size.width()), data.labels().size(), ImageForm.of(data.split("train")))
                .orElseThrow();
    }
}
