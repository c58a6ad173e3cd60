package org.espalier.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.config.Configs;
import org.espalier.config.Preset;
import org.espalier.cost.Cost;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.deploy.ModelConfig;
import org.espalier.deploy.profile.LatencyProfile;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.model.Model;
import org.espalier.pass.Passes;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.search.BackboneMethod;
import org.espalier.search.Candidates;
import org.espalier.search.Method;
import org.espalier.search.RandomControl;
import org.espalier.search.SearchResult;
import org.espalier.search.gas.GasMethod;
import org.espalier.search.gas.GasSearchConfig;
import org.espalier.sweep.BudgetSweep;
import org.espalier.sweep.SweepPoint;
import org.espalier.train.Length;
import org.espalier.train.TrainConfig;
import org.espalier.train.Training;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** From data to trained networks, with the public API only. */
@Tag("slow")
class LibraryTest {

    static final List<Method<?>> ALL = Methods.all();

    private static final Dataset DATA = Datasets.open("scenes:train=8,val=2,size=64x96");
    private static final int CLASSES = DATA.labels().size();
    private static final Extent EXTENT = Extent.of(64, 96);
    private static final TrainConfig TRAINING = TrainConfig.TINY.lasting(new Length.Steps(2));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @FieldSource("ALL")
    void everyMethodFindsANetworkThatIsTrainedAndHasARandomControl(Method<?> method) {
        searchTrainAndDrawControl(method);
    }

    private <C extends Record> void searchTrainAndDrawControl(Method<C> method) {
        C config = small(method);
        SearchResult<?> found = method.search(config).run(DATA, folder.resolve("search"), RunOptions.NEW);
        RunLayout run = new RunLayout(folder.resolve("search"));
        assertThat(Candidates.read(run)).isEqualTo(found.candidates());
        assertThat(Blueprint.read(run.architecture())).isEqualTo(found.blueprint());
        assertThat(found.candidates().ranked())
                .extracting(one -> one.blueprint().hash())
                .doesNotHaveDuplicates();

        Blueprint random = RandomControl.of(method, config, CLASSES, EXTENT)
                .like(found.blueprint(), 0.9)
                .run(folder.resolve("random"), List.of());
        assertThat((double) multiplyAdds(random) / multiplyAdds(found.blueprint()))
                .isBetween(0.1, 1.9);

        try (Model model =
                Training.of(found.blueprint(), TRAINING).run(DATA, folder.resolve("train"), RunOptions.NEW)) {
            assertThat(model.evaluate(DATA.split("val")).pixelAccuracy()).isBetween(0.0, 1.0);
        }
    }

    private static <C extends Record> C small(Method<C> method) {
        C tiny = Preset.named("tiny", method.presets()).config();
        C config = method instanceof BackboneMethod<C, ?> withBackbone ? withBackbone.fromScratch(tiny) : tiny;
        return method.with(config, method.searchOf(config).lasting(new Length.Steps(4)));
    }

    private static long multiplyAdds(Blueprint blueprint) {
        return Cost.of(ModelConfig.inferenceForm(blueprint.network(CLASSES)), EXTENT)
                .multiplyAdds();
    }

    @Test
    void aSweepOverBudgetsOnAMeasuredTable() throws Exception {
        GasMethod method = new GasMethod();
        Path table = folder.resolve("table.csv");
        LatencyProfile.of(networks(method), EXTENT, LatencyProfile.here(1, "test"))
                .into(table, (done, all) -> {});
        GasSearchConfig config = Configs.resolve(
                GasSearchConfig.class,
                small(method),
                Optional.empty(),
                List.of("search.budget=null", "search.latency.table=" + table));

        Path sweep = folder.resolve("sweep");
        List<SweepPoint> front = BudgetSweep.of(method, config, TRAINING)
                .run(DATA, DATA, List.of(900.0, 800.0, 900.0), sweep, RunOptions.NEW);

        assertThat(front).extracting(SweepPoint::budgetMillis).containsExactly(800.0, 900.0);
        assertThat(front).allSatisfy(point -> {
            assertThat(point.predictedMillis()).isPositive().isLessThan(point.budgetMillis());
            assertThat(point.measuredMillis()).isPositive();
            assertThat(Candidates.read(new RunLayout(point.run().resolve("search")))
                            .best()
                            .predictedMillis())
                    .contains(point.predictedMillis());
        });
        assertThat(Files.readAllLines(BudgetSweep.csv(sweep))).hasSize(3);
        assertThat(BudgetSweep.picture(sweep)).content().contains("<svg");
    }

    /** Networks with all operations of the space, and its supernet. */
    private static List<Graph> networks(GasMethod method) {
        List<Graph> networks = new ArrayList<>();
        for (Blueprint one : method.covering(GasSearchConfig.TINY, CLASSES)) {
            networks.add(Passes.apply(Passes.FOR_EXPORT, ModelConfig.inferenceForm(one.network(CLASSES))));
        }
        Graph supernet = GasSearchConfig.TINY.searched().supernet(CLASSES).graph();
        networks.add(Passes.apply(Passes.FOR_EXPORT, supernet));
        return networks;
    }
}
