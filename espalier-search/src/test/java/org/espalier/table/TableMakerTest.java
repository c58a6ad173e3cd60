package org.espalier.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.config.Configs;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.method.Methods;
import org.espalier.run.InterruptedPart;
import org.espalier.run.Interruption;
import org.espalier.run.RunOptions;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.search.autodeeplab.AutoDeepLabMethod;
import org.espalier.train.Length;
import org.espalier.train.TrainConfig;
import org.espalier.train.Training;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of 3 networks, 2 seeds and 4 steps; rungs at 2 and 4. */
class TableMakerTest {

    private static final Dataset DATA = Datasets.open("scenes:train=8,val=2,size=32x48");
    private static final int NETWORKS = 3;
    private static final AutoDeepLabConfig CONFIG = Configs.resolve(
            AutoDeepLabConfig.class, AutoDeepLabConfig.TINY, Optional.empty(), List.of("search.budget=3M"));

    @TempDir
    private Path folder;

    @Test
    @Tag("slow")
    void anInterruptedTableGoesOnToTheSameTable() {
        TruthTable unbroken = maker().run(folder.resolve("a"), RunOptions.NEW);
        Path broken = folder.resolve("b");
        RunOptions interrupting = new RunOptions(false, new InterruptedPart(5), List.of());
        assertThatThrownBy(() -> maker().run(broken, interrupting)).isInstanceOf(Interruption.Interrupted.class);
        assertThat(TruthTable.file(broken)).doesNotExist();
        TruthTable resumed = maker().run(broken, RunOptions.NEW.resuming());
        assertThat(resumed).isEqualTo(unbroken);
        assertThat(TruthTable.read(TruthTable.file(broken))).isEqualTo(unbroken);
        assertThat(unbroken.entries()).hasSize(NETWORKS).allSatisfy(entry -> {
            assertThat(entry.multiplyAdds()).isBetween(2_940_000L, 3_060_000L);
            assertThat(entry.trainings()).hasSize(2).doesNotHaveDuplicates();
        });
        assertThat(unbroken.rungs()).containsExactly(2L, 4L);
        double alone = Training.of(unbroken.entries().getFirst().blueprint(), training())
                .lossAfter(4, DATA, folder.resolve("c"), RunOptions.NEW);
        assertThat(unbroken.entries().getFirst().trainings().getFirst().losses().getLast())
                .isEqualTo(alone);
        assertThat(TableStudy.of(unbroken, Methods.named("autodeeplab"))).isNotNull();
    }

    @Test
    void rungsOutOfOrderAreRefused() {
        assertThatThrownBy(() -> new TableMaker<>(
                        new AutoDeepLabMethod(), CONFIG, training(), DATA, NETWORKS, 2, List.of(1.0, 0.5)))
                .hasMessageContaining("rungs: [1.0, 0.5]; allowed: shares of the steps in ascending order");
    }

    private static TableMaker<AutoDeepLabConfig> maker() {
        return new TableMaker<>(new AutoDeepLabMethod(), CONFIG, training(), DATA, NETWORKS, 2, List.of(0.5, 1.0));
    }

    /** Four steps of 32x48. */
    static TrainConfig training() {
        return Configs.resolve(
                TrainConfig.class,
                TrainConfig.TINY.lasting(new Length.Steps(4)),
                Optional.empty(),
                List.of(
                        "images.size=32x48",
                        "images.augmentation.crop=24x32",
                        "images.batch=2",
                        "averageDecay=0.5",
                        "stop={patience: 0, share: 0.25, gap: 0}"));
    }
}
