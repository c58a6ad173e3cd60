package org.espalier.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Configs;
import org.espalier.data.Dataset;
import org.espalier.problem.Divergence;
import org.espalier.run.Event;
import org.espalier.run.RunOptions;
import org.espalier.search.Search;
import org.espalier.search.trial.Searcher;
import org.espalier.text.Text;
import org.espalier.train.TrainConfig;
import org.espalier.train.Training;

/**
 * One block of a study for one method: a search, its network and the controls.
 *
 * @param <C> configuration of the method
 * @param seed of the block: searches and selection use it; trainings that are scored have another
 * @param train the data with the split {@code train} alone: a search sees nothing else
 */
record Block<C extends Record>(
        StudiedMethod<C> method, StudyConfig config, long seed, Dataset train, Trainings trainings) {

    /** Trainings that are scored have the block's seed and this. */
    private static final long SCORED = 10_000;

    private static final String SEARCH = "search";
    private static final String BLUEPRINT = "blueprint";
    private static final String DECODED = "decoded";
    private static final String MULTIPLY_ADDS = "multiplyAdds";

    /** Number of full trainings of a block, besides those of halving's candidates. */
    static double trainings(StudiedMethod<?> method, StudyConfig config) {
        int designed = config.handDesigned().networks().size();
        int controls = method.method().controls().size();
        int decoded = config.finish() > 0 ? 1 : 0;
        int scored = 2 + decoded + config.randomNetworks() + controls + (designed > 0 ? 1 : 0);
        return scored + designed * config.handDesigned().rates().size();
    }

    /** Runs what is not known yet. */
    BlockOutcome outcome(Searcher halving) {
        Event search = search();
        Optional<Blueprint> found = blueprint(search, BLUEPRINT);
        List<Blueprint> random = IntStream.range(0, config.randomNetworks())
                .mapToObj(index -> method.random(seed, index))
                .toList();
        double score = found.map(this::score).orElse(0.0);
        double ofRandom = random.stream().mapToDouble(this::score).average().orElseThrow();
        double ofHalving = halved(halving).map(this::score).orElse(0.0);
        return new BlockOutcome(
                seed,
                score,
                blueprint(search, DECODED).map(this::score).orElse(score),
                ofRandom,
                ofHalving,
                found.flatMap(this::designed),
                found.map(this::controls).orElse(new LinkedHashMap<>()),
                found.map(own -> costRatio(own, random)).orElse(1.0));
    }

    private SequencedMap<String, Double> controls(Blueprint found) {
        SequencedMap<String, Double> scores = new LinkedHashMap<>();
        method.method().controls().forEach(name -> scores.put(name, score(method.control(name, found, seed))));
        return scores;
    }

    private TrainConfig scored() {
        return method.training().seeded(SCORED + seed);
    }

    private double score(Blueprint network) {
        return trainings.miou(network, scored(), method.start());
    }

    private double costRatio(Blueprint found, List<Blueprint> random) {
        return method.space().multiplyAdds(found)
                / random.stream()
                        .mapToLong(method.space()::multiplyAdds)
                        .average()
                        .orElseThrow();
    }

    /** What the search finds. */
    private Event search() {
        String name = Cells.name(
                SEARCH,
                method.method().id(),
                Configs.text(method.seeded(seed)),
                trainings.fingerprint(),
                Integer.toString(config.threads()),
                weights(),
                method.finish().map(this::inWords).orElse(""),
                Integer.toString(Search.SEMANTICS));
        return searched(SEARCH, name, method.search(seed));
    }

    /** All that the finish of a search depends on. */
    private String inWords(Searcher finish) {
        return String.join(
                " ",
                finish.toString(),
                Configs.text(method.training().seeded(seed)),
                Integer.toString(Training.SEMANTICS));
    }

    private String weights() {
        return method.start().map(StartWeights::hash).orElse("");
    }

    /** What halving finds. */
    private Optional<Blueprint> halved(Searcher halving) {
        String name = Cells.name(
                "halving",
                method.method().id(),
                Configs.text(method.seeded(seed)),
                Configs.text(method.training().seeded(seed)),
                halving.toString(),
                trainings.fingerprint(),
                Integer.toString(config.threads()),
                weights(),
                config.halving().guided()
                        ? Text.format("%d, guided %d", Training.SEMANTICS, Search.SEMANTICS)
                        : Integer.toString(Training.SEMANTICS));
        return blueprint(searched("halving", name, method.halving(seed, halving, train)), BLUEPRINT);
    }

    private Event searched(String kind, String name, Search<?> search) {
        return trainings.cells().get(kind, name, place -> found(kind, search, place));
    }

    /** A network of a cell; empty if the search diverged, or there is no such network. */
    private static Optional<Blueprint> blueprint(Event cell, String field) {
        return Cells.text(cell, field).map(json -> Blueprint.parse(json, "a cell's field " + field));
    }

    private Event found(String kind, Search<?> search, Path place) {
        RunOptions options = trainings.options();
        try {
            Blueprint found = search.run(train, place, options.nested(place)).blueprint();
            Event event = result(kind)
                    .with(BLUEPRINT, found.json())
                    .with(MULTIPLY_ADDS, method.space().multiplyAdds(found));
            return decoded(kind, place)
                    .map(decoded -> event.with(DECODED, decoded.json()))
                    .orElse(event);
        } catch (Divergence e) {
            options.progress().note("the search failed, and counts as mIoU 0: " + e.getMessage());
            return result(kind).with("failed", String.valueOf(e.getMessage()));
        }
    }

    private Optional<Blueprint> decoded(String kind, Path place) {
        return kind.equals(SEARCH) ? method.decoded(place) : Optional.empty();
    }

    private Event result(String kind) {
        return Event.now(kind, 0).with("method", method.method().id()).with("seed", seed);
    }

    /** The score of the best hand-designed network that is as fast as the one found, at its best learning rate. */
    private Optional<Double> designed(Blueprint found) {
        record Choice(Blueprint network, double rate) {}
        Optional<Choice> best = Optional.empty();
        double least = Double.POSITIVE_INFINITY;
        for (Blueprint network : asFastAs(found)) {
            for (double rate : config.handDesigned().rates()) {
                double loss =
                        trainings.loss(network, fromScratch().learning(rate).seeded(seed));
                if (loss < least) {
                    least = loss;
                    best = Optional.of(new Choice(network, rate));
                }
            }
        }
        return best.map(choice -> trainings.miou(
                choice.network, fromScratch().seeded(SCORED + seed).learning(choice.rate), Optional.empty()));
    }

    private TrainConfig fromScratch() {
        return method.training().freezing(List.of());
    }

    private List<Blueprint> asFastAs(Blueprint found) {
        List<Blueprint> sized = new ArrayList<>();
        for (String network : config.handDesigned().networks()) {
            EqualLatency latency = EqualLatency.measured(
                    method.space(),
                    config.threads(),
                    note -> trainings.options().progress().note(network + ", " + note));
            String name = Cells.name(
                    "latency",
                    network,
                    method.space().network(found).hash(),
                    method.space().extent().toString(),
                    Integer.toString(config.threads()));
            Event cell = trainings
                    .cells()
                    .get("latency", name, place -> timed(latency, new Blueprint.OfZoo(network), found));
            Cells.text(cell, BLUEPRINT).ifPresent(json -> sized.add(Blueprint.parse(json, "cell " + name)));
        }
        return sized;
    }

    private static Event timed(EqualLatency latency, Blueprint.OfZoo family, Blueprint other) {
        Optional<EqualLatency.Sized> found = latency.find(family, other);
        Event event = Event.now("latency", 0).with("network", family.network());
        return found.map(sized -> event.with(BLUEPRINT, sized.blueprint().json())
                        .with("millis", sized.millis())
                        .with("goal", sized.goal()))
                .orElse(event);
    }
}
