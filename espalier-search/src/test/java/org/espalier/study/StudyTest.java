package org.espalier.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Configs;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.problem.BadUsage;
import org.espalier.run.Event;
import org.espalier.run.EventLog;
import org.espalier.run.InterruptedPart;
import org.espalier.run.Interruption;
import org.espalier.run.Json;
import org.espalier.run.RunOptions;
import org.espalier.search.trial.Searcher;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies of 2 blocks on images of 32x48: searches and trainings of 8 steps. */
@Tag("slow")
class StudyTest {

    private static final Dataset DATA = Datasets.open("scenes:train=12,val=2,size=32x48");
    private static final StudyConfig CONFIG = Configs.resolve(
            StudyConfig.class,
            StudyConfig.DEFAULT,
            Optional.empty(),
            List.of(
                    "blocks=2",
                    "budget=3M",
                    "phase=confirmation",
                    "searchSteps=8",
                    "trainingSteps=8",
                    "randomNetworks=1",
                    "handDesigned={networks: [], rates: [1]}",
                    "settings=[autodeeplab.search.images.size=32x48,"
                            + " autodeeplab.search.images.augmentation.crop=24x32, autodeeplab.search.images.batch=2,"
                            + " training.images.size=32x48, training.images.augmentation.crop=24x32,"
                            + " training.images.batch=2, training.averageDecay=0.5]"));

    @TempDir
    private static Path folder;

    private static Path planned;

    @BeforeAll
    static void aStudyIsPlanned() {
        planned = folder.resolve("planned");
        StudyManifest manifest = study().plan(planned, RunOptions.NEW);
        assertThat(manifest.halving().get("autodeeplab")).isGreaterThan(1);
        assertThat(manifest.hours()).isPositive();
        StudyCost cost = Objects.requireNonNull(manifest.costs().get("autodeeplab"));
        assertThat(cost.halvingSeconds()).isBetween(0.5 * cost.searchSeconds(), cost.searchSeconds());
        // 8 steps of 2 crops of 24x32, of 3 M multiply-adds at 32x48, three times for the gradients.
        double training = 8 * 2 * 3 * 3e6 * 24 * 32 / (32 * 48);
        Searcher halving =
                CONFIG.halving().of(Objects.requireNonNull(manifest.halving().get("autodeeplab")));
        assertThat(cost.halvingMultiplyAdds() / halving.trainings()).isCloseTo(training, withinPercentage(5));
        assertThat(cost.searchMultiplyAdds()).isPositive();
    }

    @Test
    void anInterruptedStudyGoesOnFromItsFilesAloneToTheSameReport() throws IOException {
        Path whole = copyOf(planned);
        Path broken = copyOf(planned);
        StudyReport unbroken = study().run(whole, List.of(), RunOptions.NEW.resuming());
        RunOptions interrupting = new RunOptions(true, new InterruptedPart(6), List.of());
        assertThatThrownBy(() -> study().run(broken, List.of(), interrupting))
                .isInstanceOf(Interruption.Interrupted.class);
        Path moved = copyOf(broken);
        assertThat(moved.resolve("cells")).doesNotExist();
        StudyReport resumed = study().run(moved, List.of(), RunOptions.NEW.resuming());
        assertThat(resumed).isEqualTo(unbroken);
        assertThat(Json.read(StudyReport.file(moved), StudyReport.class)).isEqualTo(unbroken);
        MethodReport report = unbroken.methods().getFirst();
        assertThat(report.seeds()).containsExactly(101L, 102L);
        assertThat(report.handDesigned()).containsOnly(Optional.empty());
        assertThat(report.costRatio()).isBetween(0.96, 1.04);
        assertThat(Files.readAllLines(Cells.file(whole)))
                .as("a search, a halving and three scored networks of each block")
                .hasSizeBetween(8, 10);
    }

    /** The finish of four candidates costs 8 / 3 trainings more, which halving may spend as well. */
    @Test
    void aMeasuredFinishIsScoredBesideWhatTheChoicesAloneGive() throws IOException {
        StudyConfig config = Configs.resolve(
                StudyConfig.class,
                CONFIG,
                Optional.empty(),
                List.of("finish=4", "halving={eta: 2, rungs: [0.5, 1], guided: true}"));
        Path own = folder.resolve("finish");
        StudyReport report = new Study(config, DATA).run(own, List.of(), RunOptions.NEW);
        StudyManifest manifest = StudyManifest.read(own).orElseThrow();
        assertThat(manifest.halving().get("autodeeplab")).isGreaterThan(4);
        StudyCost cost = Objects.requireNonNull(manifest.costs().get("autodeeplab"));
        assertThat(cost.halvingSeconds()).isBetween(0.5 * cost.searchSeconds(), cost.searchSeconds());
        List<Event> cells = EventLog.read(Cells.file(own));
        Set<String> scored = cells.stream()
                .filter(cell -> cell.kind().equals("training"))
                .map(cell -> Cells.text(cell, "blueprint").orElseThrow())
                .collect(Collectors.toSet());
        List<String> decoded = cells.stream()
                .flatMap(cell -> Cells.text(cell, "decoded").stream())
                .map(json -> Blueprint.parse(json, "a cell").hash())
                .toList();
        assertThat(decoded).as("what the choices alone give").hasSize(2);
        assertThat(scored).containsAll(decoded);
        assertThat(report.methods().getFirst().logitsOnly()).hasSize(2);
        StudyReport again = new Study(config, DATA).run(own, List.of(), RunOptions.NEW.resuming());
        assertThat(again).isEqualTo(report);
    }

    @Test
    void aManifestThatWasChangedIsRefused() throws IOException {
        Path changed = copyOf(planned);
        Path file = StudyManifest.file(changed);
        Files.writeString(file, Files.readString(file).replaceFirst("\"hours\" : [0-9.E-]+", "\"hours\" : 1.0"));
        assertThatThrownBy(() -> study().run(changed, List.of(), RunOptions.NEW.resuming()))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("manifest.json was changed after the study had begun");
    }

    private static Study study() {
        return new Study(CONFIG, DATA);
    }

    /** A copy of a study's own files, without those of its trainings and searches. */
    private static Path copyOf(Path study) throws IOException {
        Path copy = Files.createTempDirectory(folder, "copy");
        try (Stream<Path> files = Files.list(study)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }
}
