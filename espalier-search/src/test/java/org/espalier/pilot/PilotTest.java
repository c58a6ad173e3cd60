package org.espalier.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Configs;
import org.espalier.cost.Cost;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.engine.ElementType;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.model.Model;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.run.Interruption;
import org.espalier.run.Progress;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.run.Status;
import org.espalier.safetensors.TensorFile;
import org.espalier.safetensors.Tensors;
import org.espalier.search.autodeeplab.AutoDeepLabConfig;
import org.espalier.search.autodeeplab.AutoDeepLabMethod;
import org.espalier.search.sed.SedMethod;
import org.espalier.search.sed.SedSearchConfig;
import org.espalier.text.Text;
import org.espalier.train.Length;
import org.espalier.train.TrainConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PilotTest {

    private static final Dataset DATA = Datasets.open("scenes:train=8,val=2,size=32x48");
    private static final TrainConfig TRAINING = Configs.resolve(
            TrainConfig.class,
            TrainConfig.TINY.lasting(new Length.Steps(8)),
            Optional.empty(),
            List.of("images.size=32x48", "images.augmentation.crop=24x32", "images.batch=2"));

    @TempDir
    private Path folder;

    @Test
    @Tag("slow")
    void anInterruptedPilotResumesToTheSameResult() {
        PilotResult unbroken = pilot(config("3M")).run(folder.resolve("a"), RunOptions.NEW);

        Path broken = folder.resolve("b");
        assertThatThrownBy(() -> pilot(config("3M")).run(broken, new RunOptions(false, new Interrupting(4), List.of())))
                .isInstanceOf(Interruption.Interrupted.class);
        assertThat(broken.resolve("network-03/seed-2")).doesNotExist();
        PilotResult resumed = pilot(config("3M")).run(broken, RunOptions.NEW.resuming());

        assertThat(resumed.components()).isEqualTo(unbroken.components());
        assertThat(resumed.tauRungs()).isEqualTo(unbroken.tauRungs()).containsOnlyKeys(4L);
        assertThat(resumed.handDesigned()).isPresent().isEqualTo(unbroken.handDesigned());
        assertThat(unbroken.steps()).isEqualTo(8);
        Extent extent = Extent.of(32, 48);
        for (String network : List.of("network-01", "network-02", "network-03", "hand-designed")) {
            Path file = new RunLayout(broken.resolve(network).resolve("seed-1")).architecture();
            long cost = Cost.of(Blueprint.read(file).network(DATA.labels().size()), extent)
                    .multiplyAdds();
            assertThat(cost).as(network).isBetween(2_940_000L, 3_060_000L);
        }
    }

    /** The hand-designed network has no such backbone: all of it is trained, from random weights. */
    @Test
    @Tag("slow")
    void networksOnABackboneStartFromItsWeights() {
        SedSearchConfig sed = Configs.resolve(
                SedSearchConfig.class, SedSearchConfig.TINY, Optional.empty(), List.of("search.budget=10M"));
        Graph backbone =
                new SedMethod().search(sed).supernet(DATA.labels().size()).graph();
        TrainConfig training = TRAINING.freezing(List.of("backbone"));
        Tensors given;
        try (WeightStore weights = WeightStore.of(backbone, ElementType.FLOAT32, new Seed(5))) {
            given = weights.toTensors();
        }
        Pilot<SedSearchConfig> pilot = new Pilot<>(new SedMethod(), sed, training, DATA, 3, 2).from(given, "a hash");

        PilotResult result = pilot.run(folder, RunOptions.NEW);

        assertThat(pilot.plan().weights()).contains("a hash");
        assertThat(result.handDesigned()).isPresent();
        for (int network = 1; network <= 3; network++) {
            Tensors trained =
                    TensorFile.read(Model.weightFile(folder.resolve(Text.format("network-%02d/seed-2", network))));
            assertThat(trained.names()).anyMatch(name -> name.startsWith("backbone."));
            assertThat(trained.names())
                    .filteredOn(name -> name.startsWith("backbone."))
                    .allSatisfy(name -> assertThat(trained.get(name)).isEqualTo(given.get(name)));
        }
    }

    @Test
    void theManifestChangesWithThePlan() {
        assertThat(pilot(config("3M")).manifest())
                .isEqualTo(pilot(config("3M")).manifest())
                .isNotEqualTo(pilot(config("4M")).manifest());
    }

    @Test
    void withoutABudgetThereIsNoPilot() {
        assertThatThrownBy(() -> pilot(config("null")))
                .isInstanceOf(BadUsage.class)
                .hasMessageContainingAll("search.budget: none", "35M");
    }

    @Test
    void aDurationIsNoLengthOfAPilot() {
        assertThatThrownBy(() -> new Pilot<>(
                        new AutoDeepLabMethod(), config("3M"), TRAINING.lasting(new Length.Minutes(1)), DATA, 3, 2))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("equally many steps");
        assertThat(Files.exists(folder.resolve("a"))).isFalse();
    }

    private static AutoDeepLabConfig config(String budget) {
        return Configs.resolve(
                AutoDeepLabConfig.class,
                AutoDeepLabConfig.TINY,
                Optional.empty(),
                List.of("search.budget=" + budget, "search.widthFactors=0.5,1,2"));
    }

    private static Pilot<AutoDeepLabConfig> pilot(AutoDeepLabConfig config) {
        return new Pilot<>(new AutoDeepLabMethod(), config, TRAINING, DATA, 3, 2);
    }

    /** Interrupts at the first step after a number of stages. */
    private static final class Interrupting implements Progress {

        private int stages;

        Interrupting(int stages) {
            this.stages = stages;
        }

        @Override
        public void show(Status status) {
            if (stages == 0) {
                throw new Interruption.Interrupted();
            }
        }

        @Override
        public void end(Status status) {
            stages--;
        }
    }
}
