package org.espalier.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.espalier.blueprint.Blueprint;
import org.espalier.data.Split;
import org.espalier.engine.ElementType;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Graph;
import org.espalier.model.Model;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.run.Event;
import org.espalier.run.EventLog;
import org.espalier.run.Progress;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.safetensors.TensorFile;
import org.espalier.safetensors.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FineTuningTest {

    private static final Graph NETWORK = SmallTraining.network();
    private static final Split TRAIN = SmallTraining.DATA.split("train");

    @TempDir
    private Path folder;

    /** Of 8 images, 5 are trained on, 1 is the gap and 2 are select. */
    @Test
    void theBestWeightsBySelectAreKeptAndValIsScoredOnce() {
        EarlyStop stop = new EarlyStop(2, 0.25, 0.1);
        TrainConfig config = SmallTraining.config(
                "stop={patience: 2, share: 0.25, gap: 0.1}", "length.epochs=40", "evaluateEvery=0");
        assertThat(config.stop()).isEqualTo(stop);
        try (Model model = training(config).run(SmallTraining.DATA, folder.resolve("run"), RunOptions.NEW)) {
            List<Double> judged = numbers("selection", "miou");
            int best = judged.indexOf(judged.stream().max(Double::compare).orElseThrow());
            assertThat(judged).as("two judgements after the best one").hasSize(best + 3);
            assertThat(judged.size()).as("stopped early").isLessThan(40);
            assertThat(model.evaluate(stop.select(TRAIN)).miou()).isEqualTo(judged.get(best));
            assertThat(numbers("best", "miou")).containsExactly(judged.get(best));
            assertThat(numbers("best", "ofStep")).containsExactly(2.0 * (best + 1));
            assertThat(numbers("evaluation", "miou"))
                    .containsExactly(
                            model.evaluate(SmallTraining.DATA.split("val")).miou());
        }
    }

    @Test
    void givenWeightsAreJudgedFirstAndKeptIfNoneIsBetter() {
        training(SmallTraining.config())
                .run(SmallTraining.DATA, folder.resolve("first"), RunOptions.NEW)
                .close();
        Tensors first = TensorFile.read(Model.weightFile(folder.resolve("first")));
        TrainConfig ruinous = SmallTraining.config(
                "stop={patience: 1, share: 0.25, gap: 0.1}",
                "weights.learningRate={schedule: constant, value: 100}",
                "averageDecay=0");
        training(ruinous)
                .from(first)
                .run(SmallTraining.DATA, folder.resolve("run"), RunOptions.NEW)
                .close();
        List<Double> judged = numbers("selection", "miou");
        assertThat(judged)
                .as("the given weights and, after an epoch, ruined ones")
                .hasSize(2);
        assertThat(judged.get(1)).as("ruined").isLessThanOrEqualTo(judged.get(0));
        assertThat(numbers("best", "ofStep")).containsExactly(0.0);
        assertThat(TensorFile.read(Model.weightFile(folder.resolve("run")))).isEqualTo(first);
    }

    /** Kernels, scales, biases and running statistics, of the weights and of their average. */
    @ParameterizedTest
    @ValueSource(strings = {"backbone,backbone_norm", "body", "backbone_norm.norm", "head.classifier.bias"})
    void frozenWeightsAndTheirStatisticsStayBitEqual(String scopes) {
        List<String> frozen = List.of(scopes.split(",", -1));
        WeightStore initial = WeightStore.of(NETWORK, ElementType.FLOAT32, new Seed(1));
        Tensors before = initial.toTensors();
        TrainConfig config = SmallTraining.config("weights.frozen=" + frozen);
        try (TrainingLoop loop = new TrainingLoop(NETWORK, initial, TRAIN, config)) {
            loop.pace().fix(8);
            loop.epoch(Progress.silent());
            Tensors after = loop.state().group("weights");
            Tensors average = loop.state().group("average");
            for (String name : NETWORK.weights().keySet()) {
                boolean isFrozen = frozen.stream().anyMatch(scope -> (name + ".").startsWith(scope + "."));
                assertThat(after.get(name).equals(before.get(name))).as(name).isEqualTo(isFrozen);
                assertThat(average.get(name).equals(before.get(name))).as(name).isEqualTo(isFrozen);
            }
        }
    }

    @Test
    void aScopeWithoutWeightsIsRefusedWithTheNearest() {
        Training training = training(SmallTraining.config("weights.frozen=[bakbone]"));
        assertThatThrownBy(() -> training.run(SmallTraining.DATA, folder.resolve("run"), RunOptions.NEW))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("did you mean backbone?");
    }

    private static Training training(TrainConfig config) {
        return Training.of(new Blueprint.OfGraph(NETWORK), config);
    }

    private List<Double> numbers(String kind, String field) {
        Stream<Event> events = EventLog.read(new RunLayout(folder.resolve("run")).events()).stream();
        return events.filter(event -> event.kind().equals(kind))
                .map(event -> event.number(field))
                .map(OptionalDouble::orElseThrow)
                .map(Objects::requireNonNull)
                .toList();
    }
}
