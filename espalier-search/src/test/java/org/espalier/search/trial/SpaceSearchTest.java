package org.espalier.search.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Configs;
import org.espalier.config.Preset;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.engine.ElementType;
import org.espalier.engine.WeightStore;
import org.espalier.method.Methods;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.run.Event;
import org.espalier.run.EventLog;
import org.espalier.run.InterruptedPart;
import org.espalier.run.Interruption;
import org.espalier.run.RunContents;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.safetensors.Tensors;
import org.espalier.search.Candidate;
import org.espalier.search.Candidates;
import org.espalier.search.Method;
import org.espalier.search.Search;
import org.espalier.search.SearchResult;
import org.espalier.search.sed.SedMethod;
import org.espalier.search.sed.SedSearchConfig;
import org.espalier.search.trial.Searcher.Evolution;
import org.espalier.search.trial.Searcher.Halving;
import org.espalier.train.Length;
import org.espalier.train.TrainConfig;
import org.espalier.train.Training;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches that train candidates: 6 of 8 images are learned on, 8 steps each. */
class SpaceSearchTest {

    private static final Dataset DATA = Datasets.open("scenes:train=8,val=2,size=32x48");
    private static final Halving HALVING = new Halving(4, 2, List.of(0.5, 1.0));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @Tag("slow")
    @CsvSource({"autodeeplab, 3M", "gas, 3M", "rspnet, 3M", "sed, 10M"})
    void anInterruptedHalvingResumesToTheSameCandidates(String id, String budget) {
        resumes(Methods.named(id), budget, HALVING, 2);
    }

    @Test
    @Tag("slow")
    void anInterruptedSearchResumesInTheLastRungAndInEvolution() {
        resumes(Methods.named("autodeeplab"), "3M", HALVING, 5);
        resumes(Methods.named("autodeeplab"), "3M", new Evolution(4, 2, 1), 3);
        resumes(Methods.named("rspnet"), "3M", new Searcher.Guided(4, 2, List.of(0.5, 1.0)), 4);
        resumes(Methods.named("autodeeplab"), "3M", new Searcher.Random(2), 1);
    }

    private <C extends Record> void resumes(Method<C> method, String budget, Searcher searcher, int trainings) {
        Path place = folder.resolve(searcher.getClass().getSimpleName() + trainings);
        SearchResult<?> unbroken = search(method, budget, searcher).run(DATA, place.resolve("a"), RunOptions.NEW);

        Path broken = place.resolve("b");
        assertThatThrownBy(() -> search(method, budget, searcher)
                        .run(DATA, broken, new RunOptions(false, new InterruptedPart(trainings), List.of())))
                .isInstanceOf(Interruption.Interrupted.class);
        assertThat(trials(broken)).hasSize(trainings);
        SearchResult<?> resumed = search(method, budget, searcher).run(DATA, broken, RunOptions.NEW.resuming());

        assertThat(resumed.candidates()).isEqualTo(unbroken.candidates());
        RunLayout run = new RunLayout(broken);
        assertThat(Candidates.read(run)).isEqualTo(unbroken.candidates());
        assertThat(Blueprint.read(run.architecture())).isEqualTo(unbroken.blueprint());
        assertThat(trials(broken)).hasSameSizeAs(trials(place.resolve("a")));
    }

    @Test
    @Tag("slow")
    void aSurvivorOfARungGoesOnWithItsTraining() {
        Method<?> method = Methods.named("autodeeplab");
        Candidates found = search(method, "3M", HALVING)
                .run(DATA, folder.resolve("a"), RunOptions.NEW)
                .candidates();
        assertThat(found.ranked()).extracting(Candidate::steps).containsExactly(8L, 8L, 4L, 4L);
        Candidate best = found.best();
        assertThat(best.rungs()).extracting(Candidate.Rung::steps).containsExactly(4L, 8L);
        assertThat(best.loss()).contains(best.rungs().getLast().loss());
        assertThat(best.multiplyAdds()).isBetween(2_940_000L, 3_060_000L);

        double alone =
                Training.of(best.blueprint(), training()).lossAfter(8, DATA, folder.resolve("b"), RunOptions.NEW);
        assertThat(alone).as("without a rung").isEqualTo(best.loss().orElseThrow());
        String number = best.origin().substring("candidate ".length());
        assertThat(RunContents.of(folder.resolve("a/candidates").resolve(number))
                        .groups())
                .isEqualTo(RunContents.of(folder.resolve("b")).groups());
    }

    @Test
    @Tag("slow")
    void trainingsThatDivergeRankLastAndTheSearchGoesOn() {
        TrainConfig wild = Configs.resolve(
                TrainConfig.class,
                training(),
                Optional.empty(),
                List.of("weights.learningRate={schedule: constant, value: 1e30}", "weights.nonFiniteLimit=1"));
        Candidates found = search(Methods.named("autodeeplab"), "3M", wild, new Searcher.Random(2))
                .run(DATA, folder.resolve("a"), RunOptions.NEW)
                .candidates();
        assertThat(found.ranked())
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.loss().orElseThrow()).isNaN());
        assertThat(Candidates.read(new RunLayout(folder.resolve("a")))).isEqualTo(found);
    }

    @Test
    @Tag("slow")
    void candidatesOnABackboneStartFromItsWeights() {
        SedMethod method = new SedMethod();
        SedSearchConfig config = config(method, "10M");
        Tensors given;
        try (WeightStore weights = WeightStore.of(
                method.search(config).supernet(DATA.labels().size()).graph(), ElementType.FLOAT32, new Seed(5))) {
            given = weights.toTensors();
        }
        new SpaceSearch<>(method, config, training().freezing(List.of("backbone")), new Searcher.Random(1))
                .from(given, "a hash")
                .on(DATA)
                .run(DATA, folder.resolve("a"), RunOptions.NEW);
        Tensors trained = Objects.requireNonNull(
                RunContents.of(folder.resolve("a/candidates/1")).groups().get("weights"));
        assertThat(trained.names())
                .filteredOn(name -> name.startsWith("backbone.") && name.endsWith(".weight"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(trained.get(name)).isEqualTo(given.get(name)));
    }

    @Test
    void aDurationOrAnEarlyStopIsRefused() {
        Method<?> method = Methods.named("gas");
        assertThatThrownBy(() -> search(method, "3M", training().lasting(new Length.Minutes(1)), HALVING))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("equally many steps; use --steps");
        assertThatThrownBy(() -> search(
                        method,
                        "3M",
                        Configs.resolve(TrainConfig.class, training(), Optional.empty(), List.of("stop.patience=1")),
                        HALVING))
                .hasMessageStartingWith("training.stop.patience: 1; allowed: 0");
    }

    private static TrainConfig training() {
        return Configs.resolve(
                TrainConfig.class,
                TrainConfig.TINY.lasting(new Length.Steps(8)),
                Optional.empty(),
                List.of(
                        "images.size=32x48",
                        "images.augmentation.crop=24x32",
                        "images.batch=2",
                        "averageDecay=0.5",
                        "stop={patience: 0, share: 0.25, gap: 0}"));
    }

    private static <C extends Record> Search<?> search(Method<C> method, String budget, Searcher searcher) {
        return search(method, budget, training(), searcher);
    }

    private static <C extends Record> Search<?> search(
            Method<C> method, String budget, TrainConfig training, Searcher searcher) {
        return new SpaceSearch<>(method, config(method, budget), training, searcher).on(DATA);
    }

    private static <C extends Record> C config(Method<C> method, String budget) {
        C tiny = Preset.named("tiny", method.presets()).config();
        return Configs.resolve(method.configType(), tiny, Optional.empty(), List.of("search.budget=" + budget));
    }

    private static List<Event> trials(Path run) {
        return EventLog.read(new RunLayout(run).events()).stream()
                .filter(event -> event.kind().equals("trial"))
                .toList();
    }
}
