package org.espalier.table;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.config.Configs;
import org.espalier.data.Dataset;
import org.espalier.data.Split;
import org.espalier.engine.LibTorch;
import org.espalier.evaluation.CrossEntropy;
import org.espalier.evaluation.Evaluator;
import org.espalier.file.Sha256;
import org.espalier.problem.BadData;
import org.espalier.problem.Divergence;
import org.espalier.random.Seed;
import org.espalier.run.Event;
import org.espalier.run.EventLog;
import org.espalier.run.Journal;
import org.espalier.run.Provenance;
import org.espalier.run.RunFolder;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.safetensors.Tensors;
import org.espalier.search.Method;
import org.espalier.search.PricedNetwork;
import org.espalier.search.PricedSpace;
import org.espalier.search.SpaceOnData;
import org.espalier.table.TruthTable.Entry;
import org.espalier.table.TruthTable.Scores;
import org.espalier.text.Text;
import org.espalier.train.Length;
import org.espalier.train.TrainConfig;
import org.espalier.train.Training;

/**
 * Makes a table of truth: trains random networks of a space, all at one price, several times each. Weights learn on
 * {@code fit} and are judged on {@code select} at each rung, as candidates of a search are, and on {@code val} at the
 * end. Each rung is an event of the run, so that an interrupted one goes on where it stopped.
 *
 * @param <C> configuration of the space's method
 */
public final class TableMaker<C extends Record> {

    /** Name of the seed of the draws. */
    static final String DRAWS = "table";

    private static final String RUNG = "rung";
    private static final String LOSS = "loss";
    private static final String VAL = "val";
    private static final String MIOU = "miou";

    private final Method<C> method;
    private final C config;
    private final TablePlan plan;
    private final Dataset data;
    private final SpaceOnData space;
    private final List<? extends PricedNetwork<?>> networks;
    private final List<Long> rungs;
    private final Optional<Tensors> weights;

    /**
     * Creates the maker of networks that start from random weights: draws the networks.
     *
     * @param config of the method, with the seed of the draws and the budget; without one, networks have the configured
     *     widths
     * @param training of each network; its length is a number of steps or epochs, the same for all
     * @param data with the splits {@code train} and {@code val}
     * @param rungs shares of a full training after which losses are measured, ascending, the last 1
     * @throws org.espalier.problem.BadUsage if not enough networks of the space have the price
     */
    public TableMaker(
            Method<C> method,
            C config,
            TrainConfig training,
            Dataset data,
            int networks,
            int seeds,
            List<Double> rungs) {
        this(
                method,
                config,
                data,
                new TablePlan(method.id(), Configs.text(config), training, networks, seeds, rungs, Optional.empty()),
                Optional.empty());
    }

    private TableMaker(Method<C> method, C config, Dataset data, TablePlan plan, Optional<Tensors> weights) {
        this.method = method;
        this.config = config;
        this.data = data;
        this.plan = plan;
        this.weights = weights;
        this.space = SpaceOnData.of(method, config, plan.training(), data);
        this.networks = draw(space.networks());
        this.rungs = plan.rungs().stream()
                .map(share -> Math.max(1, Math.round(share * space.steps())))
                .toList();
    }

    /**
     * A copy whose networks start from weights, such as those of their backbone, where names and shapes match.
     *
     * @param hash of the weights
     */
    public TableMaker<C> from(Tensors initial, String hash) {
        return new TableMaker<>(method, config, data, plan.from(hash), Optional.of(initial));
    }

    private <A> List<PricedNetwork<A>> draw(PricedSpace<A> all) {
        return all.distinct(plan.networks(), new Seed(seed()).derive(DRAWS));
    }

    private long seed() {
        return method.searchOf(config).seed();
    }

    /**
     * Trains what is missing and writes the table into the folder.
     *
     * @param folder new or empty, or with a table to go on with
     */
    public TruthTable run(Path folder, RunOptions options) {
        Provenance provenance = Provenance.of(
                        LibTorch.threads(),
                        LibTorch.kernels(),
                        Map.of("draws", seed(), "training", plan.training().seed()),
                        Optional.of(data.fingerprint()),
                        options.command())
                .from(weights);
        try (RunFolder run = RunFolder.open(folder, plan, provenance, options.resume())) {
            Map<Cell, Event> known = known(run.layout());
            int all = plan.seeds() * networks.size();
            try (Journal journal = run.journal(known.size())) {
                for (int number = 0; number < all; number++) {
                    train(number, known, journal, folder, options);
                }
            }
            TruthTable table = table(known, provenance);
            table.write(TruthTable.file(folder));
            return table;
        }
    }

    /** One measurement: a network and a seed, from 0, and a rung, from 0. */
    private record Cell(int network, int seed, int rung) {}

    private static Map<Cell, Event> known(RunLayout run) {
        Map<Cell, Event> known = new HashMap<>();
        if (Files.exists(run.events())) {
            for (Event event : EventLog.read(run.events())) {
                if (event.kind().equals(RUNG)) {
                    known.put(new Cell(whole(event, "network"), whole(event, "seed"), whole(event, RUNG)), event);
                }
            }
        }
        return known;
    }

    private static int whole(Event event, String field) {
        return (int) event.number(field)
                .orElseThrow(() -> new BadData(Text.format("an event '%s' has no number '%s'", RUNG, field)));
    }

    /** Trains one network with one seed, from the first rung that is not known. All networks have a seed first. */
    private void train(int number, Map<Cell, Event> known, Journal journal, Path folder, RunOptions options) {
        int network = number % networks.size();
        int seed = number / networks.size();
        Path place = folder.resolve(Text.format("network-%03d", network + 1)).resolve("seed-" + (seed + 1));
        for (int rung = 0; rung < rungs.size(); rung++) {
            Cell cell = new Cell(network, seed, rung);
            if (known.containsKey(cell)) {
                continue;
            }
            Event event = measured(cell, place, known.size() + 1, options);
            journal.append(event);
            journal.sync();
            known.put(cell, event);
        }
        options.progress()
                .note(Text.format(
                        "network %d of %d, seed %d of %d: mIoU on val %.4f",
                        network + 1,
                        networks.size(),
                        seed + 1,
                        plan.seeds(),
                        number(known, new Cell(network, seed, rungs.size() - 1), MIOU)));
    }

    private Event measured(Cell cell, Path place, long done, RunOptions options) {
        TrainConfig training =
                plan.training().seeded(plan.training().seed() + cell.seed).lasting(new Length.Steps(space.steps()));
        Event event = Event.now(RUNG, done)
                .with("network", cell.network)
                .with("seed", cell.seed)
                .with(RUNG, cell.rung)
                .with("steps", rungs.get(cell.rung));
        boolean isLast = cell.rung == rungs.size() - 1;
        Training fresh = Training.of(networks.get(cell.network).blueprint(), training);
        try {
            return weights.map(fresh::from)
                    .orElse(fresh)
                    .after(rungs.get(cell.rung), data, place, options.nested(place), (network, weights, select) -> {
                        Event judged = event.with(LOSS, CrossEntropy.of(network, weights, select));
                        if (!isLast) {
                            return judged;
                        }
                        Split val = training.images().resized(data.split("val"));
                        return judged.with(VAL, CrossEntropy.of(network, weights, val))
                                .with(
                                        MIOU,
                                        Evaluator.evaluate(network, weights, val)
                                                .miou());
                    });
        } catch (Divergence e) {
            options.progress().note("the training failed: " + e.getMessage());
            Event failed = event.with(LOSS, Double.NaN);
            return isLast ? failed.with(VAL, Double.NaN).with(MIOU, 0.0) : failed;
        }
    }

    private TruthTable table(Map<Cell, Event> known, Provenance provenance) {
        List<Entry> entries = new ArrayList<>();
        for (int network = 0; network < networks.size(); network++) {
            PricedNetwork<?> priced = networks.get(network);
            int own = network;
            entries.add(new Entry(
                    priced.network(),
                    priced.blueprint(),
                    space.multiplyAdds(priced.blueprint()),
                    IntStream.range(0, plan.seeds())
                            .mapToObj(seed -> scores(known, own, seed))
                            .toList()));
        }
        return new TruthTable(
                plan.space(),
                plan.search(),
                data.name(),
                data.fingerprint(),
                Configs.text(plan.training()),
                plan.weights(),
                space.classes(),
                space.extent().height(),
                space.extent().width(),
                rungs,
                entries,
                manifest(),
                provenance.commit(),
                provenance.kernels());
    }

    private Scores scores(Map<Cell, Event> known, int network, int seed) {
        Cell last = new Cell(network, seed, rungs.size() - 1);
        return new Scores(
                IntStream.range(0, rungs.size())
                        .mapToObj(rung -> number(known, new Cell(network, seed, rung), LOSS))
                        .toList(),
                number(known, last, VAL),
                number(known, last, MIOU));
    }

    private static double number(Map<Cell, Event> known, Cell cell, String field) {
        Event event = known.get(cell);
        if (event == null) {
            throw new BadData(Text.format("the table has no event of %s", cell));
        }
        return event.number(field)
                .orElseThrow(() -> new BadData(Text.format("an event '%s' has no number '%s'", RUNG, field)));
    }

    /** A hash of the plan, the data and the networks: equal hashes mean the same table. */
    private String manifest() {
        String hashes = networks.stream().map(PricedNetwork::network).collect(Collectors.joining("\n"));
        return Sha256.of(Configs.text(plan) + data.fingerprint() + hashes);
    }
}
