package org.espalier.search.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.config.Configs;
import org.espalier.config.Preset;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.method.Methods;
import org.espalier.problem.BadUsage;
import org.espalier.run.Event;
import org.espalier.run.EventLog;
import org.espalier.run.InterruptedPart;
import org.espalier.run.Interruption;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.search.Candidate;
import org.espalier.search.Candidates;
import org.espalier.search.FinalChoices;
import org.espalier.search.Method;
import org.espalier.search.SearchResult;
import org.espalier.search.autodeeplab.AutoDeepLabMethod;
import org.espalier.search.gas.GasMethod;
import org.espalier.search.gas.GasSearchConfig;
import org.espalier.search.trial.Searcher.Guided;
import org.espalier.train.Length;
import org.espalier.train.TrainConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Supernet searches of 4 steps whose four candidates are trained for 4 and 8 steps. */
class MeasuredSearchTest {

    private static final Dataset DATA = Datasets.open("scenes:train=8,val=2,size=32x48");
    private static final Guided FINISH = new Guided(4, 2, List.of(0.5, 1.0)).keepingFirst();

    @TempDir
    private Path folder;

    /** Parts end after a search, and after each training: the second interruption is in the finish. */
    @ParameterizedTest
    @Tag("slow")
    @CsvSource({"autodeeplab, 3M, 0", "gas, 3M, 3", "rspnet, 3M, 4", "sed, 20M, 2"})
    void theBestTrainedCandidateIsFoundAlsoAfterAnInterruption(String id, String budget, int parts) throws IOException {
        MeasuredSearch<?> search = search(Methods.named(id), budget);
        Path whole = folder.resolve("whole");
        SearchResult<?> found = search.run(DATA, whole, RunOptions.NEW);

        RunLayout run = new RunLayout(whole);
        Candidates supernet = Candidates.read(new RunLayout(whole.resolve(MeasuredSearch.SUPERNET)));
        List<Candidate> ranked = found.candidates().ranked();
        assertThat(ranked).extracting(Candidate::steps).containsExactly(8L, 8L, 4L, 4L);
        assertThat(Candidates.read(run)).isEqualTo(found.candidates());
        assertThat(FinalChoices.read(run))
                .isEqualTo(FinalChoices.read(new RunLayout(whole.resolve(MeasuredSearch.SUPERNET))));
        Event finish = EventLog.read(run.events()).getLast();
        assertThat(finish.number("candidates")).hasValue(4);
        int decoded = (int) finish.number("decoded").orElseThrow();
        assertThat(decoded).isLessThanOrEqualTo(2);
        assertThat(finish.number("decodedLoss").orElseThrow())
                .isEqualTo(ranked.get(decoded - 1).loss().orElseThrow());
        assertThat(finish.number("loss").orElseThrow())
                .isEqualTo(ranked.getFirst().loss().orElseThrow());
        assertThat(ranked.get(decoded - 1).blueprint())
                .isEqualTo(supernet.best().blueprint());
        assertThat(ranked.get(decoded - 1).origin()).isEqualTo("candidate 1");
        int sentinel = (int) finish.number("sentinel").orElseThrow();
        assertThat(ranked.get(sentinel - 1).origin()).isEqualTo("candidate 2");

        Path broken = folder.resolve("broken");
        assertThatThrownBy(() -> search.run(DATA, broken, new RunOptions(false, new InterruptedPart(parts), List.of())))
                .isInstanceOf(Interruption.Interrupted.class);
        Path moved = Files.move(broken, folder.resolve("moved"));
        assertThat(search.run(DATA, moved, RunOptions.NEW.resuming()).candidates())
                .as("and a move of its folder")
                .isEqualTo(found.candidates());
        assertThat(search.run(DATA, moved, RunOptions.NEW.resuming()).candidates())
                .as("a finished search is finished")
                .isEqualTo(found.candidates());
        assertThat(EventLog.read(new RunLayout(moved).events()))
                .filteredOn(event -> event.kind().equals(finish.kind()))
                .hasSize(1);
    }

    @Test
    void imagesOfTwoSizesAreRefused() {
        TrainConfig other =
                Configs.resolve(TrainConfig.class, training(), Optional.empty(), List.of("images.size=64x96"));
        AutoDeepLabMethod method = new AutoDeepLabMethod();
        assertThatThrownBy(() -> MeasuredSearch.of(method, config(method, "3M"), other, FINISH))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("candidates on images of 64x96, the supernet learns on images of 32x48");
    }

    @Test
    void aLatencyGoalOfTheLossIsRefused() {
        GasMethod method = new GasMethod();
        GasSearchConfig timed = Configs.resolve(
                GasSearchConfig.class,
                config(method, "3M"),
                Optional.empty(),
                List.of("search.latency.table=table.csv", "search.budget=null"));
        assertThatThrownBy(() -> MeasuredSearch.of(method, timed, training(), FINISH))
                .isInstanceOf(BadUsage.class)
                .hasMessageContainingAll("networks of one price", "pass --budget, such as 1.2ms");
    }

    private static <C extends Record> MeasuredSearch<C> search(Method<C> method, String budget) {
        return MeasuredSearch.of(method, config(method, budget), training(), FINISH);
    }

    private static <C extends Record> C config(Method<C> method, String budget) {
        C tiny = Preset.named("tiny", method.presets()).config();
        return Configs.resolve(
                method.configType(),
                tiny,
                Optional.empty(),
                List.of(
                        "search.budget=" + budget,
                        "search.length={in: steps, steps: 4}",
                        "search.images.size=32x48",
                        "search.images.augmentation.crop=24x32",
                        "search.images.batch=2"));
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
}
