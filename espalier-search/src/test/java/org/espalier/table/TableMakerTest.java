package org.espalier.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.config.Configs;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.engine.ElementType;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Graph;
import org.espalier.method.Methods;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.run.InterruptedPart;
import org.espalier.run.Interruption;
import org.espalier.run.RunOptions;
import org.espalier.safetensors.Tensors;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.search.autodeeplab.AutoDeepLabMethod;
import org.espalier.search.sed.SedMethod;
import org.espalier.search.sed.SedSearchConfig;
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

    /** Supernets on such a table have to start from the same weights. */
    @Test
    @Tag("slow")
    void networksOnABackboneStartFromItsWeights() {
        SedMethod sed = new SedMethod();
        SedSearchConfig config = Configs.resolve(
                SedSearchConfig.class, SedSearchConfig.TINY, Optional.empty(), List.of("search.budget=10M"));
        TrainConfig training = training().freezing(List.of("backbone"));
        Graph backbone = sed.search(config).supernet(DATA.labels().size()).graph();
        Tensors given;
        try (WeightStore weights = WeightStore.of(backbone, ElementType.FLOAT32, new Seed(5))) {
            given = weights.toTensors();
        }
        TruthTable table = new TableMaker<>(sed, config, training, DATA, NETWORKS, 2, List.of(0.5, 1.0))
                .from(given, "a hash")
                .run(folder.resolve("a"), RunOptions.NEW);
        assertThat(table.weights()).contains("a hash");
        double alone = Training.of(table.entries().getFirst().blueprint(), training)
                .from(given)
                .lossAfter(4, DATA, folder.resolve("b"), RunOptions.NEW);
        assertThat(table.entries().getFirst().trainings().getFirst().losses().getLast())
                .isEqualTo(alone);

        SupernetPlan plan =
                new SupernetPlan(table.manifest(), Optional.of(4L), 2, 1, List.of(SupernetSetting.AS_CONFIGURED));
        SupernetStudy<SedSearchConfig> study = new SupernetStudy<>(table, sed, DATA, plan);
        assertThatThrownBy(() -> study.run(List.of(), folder.resolve("c"), RunOptions.NEW))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining(
                        "--weights: got none, random weights; the table's networks started from a file with the hash a"
                                + " hash");
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
