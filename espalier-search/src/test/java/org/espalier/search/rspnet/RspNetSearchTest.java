package org.espalier.search.rspnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Configs;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.run.Progress;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.run.Status;
import org.espalier.search.FinalChoices;
import org.espalier.space.rspnet.RspBlock;
import org.espalier.space.rspnet.RspNetArchitecture;
import org.espalier.train.Length;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both stages in one run folder. */
class RspNetSearchTest {

    private static final Dataset DATA = Datasets.open("scenes:train=8,val=2,size=32x48");
    private static final RspNetConfig BOTH = SmallConfig.with();

    @TempDir
    private Path folder;

    @Test
    @Tag("slow")
    void bothStagesFindTheSameTogetherAloneAndAfterAnInterruption() {
        Blueprint together = RspNetSearch.of(BOTH)
                .run(DATA, folder.resolve("both"), RunOptions.NEW)
                .blueprint();

        RspNetSearch.of(SmallConfig.with("stages=CELL")).run(DATA, folder.resolve("cell"), RunOptions.NEW);
        RspNetConfig paths = SmallConfig.with("stages=PATHS", "cell.from=" + folder.resolve("cell"));
        assertThat(RspNetSearch.of(paths)
                        .run(DATA, folder.resolve("paths"), RunOptions.NEW)
                        .blueprint())
                .isEqualTo(together);

        Path broken = folder.resolve("broken");
        assertThatThrownBy(() -> RspNetSearch.of(BOTH).run(DATA, broken, new RunOptions(false, new Break(), List.of())))
                .isInstanceOf(Break.Now.class);
        assertThat(new RunLayout(broken.resolve("cell")).architecture()).exists();
        assertThat(new RunLayout(broken.resolve("paths")).architecture()).doesNotExist();
        assertThat(RspNetSearch.of(BOTH)
                        .run(DATA, broken, RunOptions.NEW.resuming())
                        .blueprint())
                .isEqualTo(together);
        assertThat(Blueprint.read(new RunLayout(broken).architecture())).isEqualTo(together);

        Map<String, double[]> choices = FinalChoices.read(new RunLayout(broken)).arrays();
        assertThat(choices.keySet())
                .anyMatch(name -> name.startsWith("alpha."))
                .anyMatch(name -> name.startsWith("gamma."));
        RspNetArchitecture found = ((Blueprint.OfRspNet) together).architecture();
        assertThat(new RspNetMethod().architectures(BOTH).belief(found, choices))
                .isCloseTo(0, within(1e-9));
    }

    @Test
    void aBeliefIsThatInTheCellAndThatInThePathsOfTheStagesThatAreRun() {
        RspNetMethod method = new RspNetMethod();
        RspNetArchitecture one = BOTH.random(new Seed(1));
        RspNetArchitecture other = BOTH.random(new Seed(2));
        Map<String, double[]> cell = BOTH.cellSpace().decisions(one.cell());
        Map<String, double[]> paths = BOTH.pathSpace(one.cell()).decisions(one);
        Map<String, double[]> both = new HashMap<>(cell);
        both.putAll(paths);
        double ofCell = BOTH.cellSpace().belief(other.cell(), cell);
        double ofPaths = BOTH.pathSpace(other.cell()).belief(other, paths);
        assertThat(ofCell).isNegative();
        assertThat(ofPaths).isNegative();
        assertThat(method.architectures(BOTH).belief(one, both)).isZero();
        assertThat(method.architectures(BOTH).belief(other, both)).isCloseTo(ofCell + ofPaths, within(1e-9));
        assertThat(method.architectures(SmallConfig.with("stages=CELL")).belief(other, cell))
                .isEqualTo(ofCell);
        RspNetConfig onlyPaths = SmallConfig.with("stages=PATHS", "cell.from=anywhere");
        assertThat(method.architectures(onlyPaths).belief(other, paths)).isEqualTo(ofPaths);
    }

    @Test
    void aCellOfAnotherSpaceIsRefused() {
        Path file = folder.resolve("architecture.json");
        new Blueprint.OfZoo("separable-unet").write(file);
        RspNetConfig paths = SmallConfig.with("stages=PATHS", "cell.from=" + file);

        assertThatThrownBy(() -> RspNetSearch.of(paths).run(DATA, folder.resolve("run"), RunOptions.NEW))
                .isInstanceOf(BadUsage.class)
                .hasMessageContainingAll(
                        "cell.from", file.toString(), "allowed: the architecture.json of an rspnet search");
        assertThat(Files.exists(folder.resolve("run"))).isFalse();
    }

    @Test
    void aCellThatDoesNotDivideTheWidthsIsRefused() {
        Path file = folder.resolve("architecture.json");
        RspNetConfig three = SmallConfig.with("cell.blocks=3", "supernet.channels=24,48", "network.channels=24,48");
        RspNetSearch.ofCell(three, three.cellSpace().random(new Seed(1))).write(file);
        RspNetConfig paths = SmallConfig.with("stages=PATHS", "cell.from=" + file);

        assertThatThrownBy(() -> RspNetSearch.of(paths).run(DATA, folder.resolve("run"), RunOptions.NEW))
                .isInstanceOf(BadUsage.class)
                .hasMessageContainingAll("cell.from", file.toString(), "channels");
        assertThat(Files.exists(folder.resolve("run"))).isFalse();
    }

    /** Gates do not use a softmax: with one-hot samples their logarithms would not be finite. */
    @Test
    void samplingAndGuidanceApplyOnlyToTheCell() {
        RspNetConfig drawn = SmallConfig.with("search.architecture.relaxation.sample=HARD");
        assertThat(drawn.cellSearch().architecture().relaxation().isPlain()).isFalse();
        assertThat(drawn.pathSearch().architecture().relaxation().isPlain()).isTrue();
    }

    @Test
    void aGivenCellIsAllowedOnlyWhenThePathsAloneAreSearched() {
        assertThatThrownBy(() -> SmallConfig.with("stages=PATHS"))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("cell.from: none; allowed: an architecture.json, for stages PATHS");
        assertThatThrownBy(() -> SmallConfig.with("cell.from=a.json"))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("allowed: nothing, for stages BOTH");
    }

    @Test
    void theMinutesAreThoseOfBothStages() {
        RspNetConfig config = SmallConfig.with("search.length={in: minutes, minutes: 10}", "cell.share=0.4");
        assertThat(config.cellSearch().length()).isEqualTo(new Length.Minutes(4.0));
        assertThat(config.pathSearch().length()).isEqualTo(new Length.Minutes(6.0));
        assertThat(SmallConfig.with("search.length={in: minutes, minutes: 10}", "stages=CELL")
                        .cellSearch()
                        .length())
                .isEqualTo(new Length.Minutes(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SEQUENTIAL", "NESTED", "FULL"})
    void everyPresetCanBeBuiltInEveryFormAndReadsBack(String form) {
        for (RspNetConfig preset : List.of(RspNetConfig.PAPER, RspNetConfig.CPU, RspNetConfig.TINY)) {
            String supernet = "supernet.channels=64,128,256,512";
            RspNetConfig config = Configs.resolve(
                    RspNetConfig.class,
                    preset,
                    Optional.empty(),
                    List.of("block.form=" + form, supernet, "network.channels=64,128,256,512"));
            assertThat(config.random(new Seed(1)).block())
                    .isEqualTo(new RspBlock(
                            RspBlock.Form.valueOf(form), preset.block().depth()));
            Path file = folder.resolve("config.yaml");
            Configs.write(config, file);
            assertThat(Configs.read(RspNetConfig.class, file)).isEqualTo(config);
        }
    }

    /** Interrupts the run in the middle of the second stage. */
    private static final class Break implements Progress {

        private int ended;

        private static final class Now extends RuntimeException {
            private static final long serialVersionUID = 1;
        }

        @Override
        public void show(Status status) {
            if (ended == 1 && 2 * status.step() > status.steps()) {
                throw new Now();
            }
        }

        @Override
        public void end(Status status) {
            ended++;
        }
    }
}
