package org.espalier.cli.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.espalier.cli.Shell.espalier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.espalier.cli.Shell.Result;
import org.espalier.engine.ElementType;
import org.espalier.engine.WeightStore;
import org.espalier.graph.Style;
import org.espalier.random.Seed;
import org.espalier.run.Event;
import org.espalier.run.EventLog;
import org.espalier.run.RunLayout;
import org.espalier.safetensors.TensorFile;
import org.espalier.space.backbone.Backbone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures a latency table, searches decoders under several budgets and trains each from the weights of its search. */
@Tag("slow")
class BudgetSweepTest {

    @TempDir
    private Path folder;

    @Test
    void eachBudgetIsSearchedOnceInAscendingOrderAndTrainedFromItsSearch() throws IOException {
        Path weights = folder.resolve("backbone.safetensors");
        try (WeightStore backbone =
                WeightStore.of(Backbone.MOBILENETV2.classifier(10, Style.DEFAULT), ElementType.FLOAT32, new Seed(9))) {
            TensorFile.write(weights, backbone.toTensors());
        }
        String table = at("table.csv");
        Result profile = espalier(
                "profile",
                "sed",
                "--preset",
                "tiny",
                "--supernet",
                "--size",
                "64x96",
                "--classes",
                "9",
                "--out",
                table);
        assertThat(profile.code()).as(profile.err()).isZero();
        List<String> words = new ArrayList<>(List.of("search", "sed", "--preset", "tiny"));
        words.addAll(List.of("--data", "scenes:train=8,val=2,size=64x96", "--out", at("front")));
        words.addAll(List.of(
                "--set", "search.length.epochs=1", "--set", "search.images.batch=4", "--train-minutes", "0.02"));
        words.addAll(List.of("--weights", weights.toString(), "--latency", table));
        words.addAll(List.of("--latency-budget", "900ms,800ms,900ms"));
        Result sweep = espalier(words.toArray(String[]::new));
        assertThat(sweep.code()).as(sweep.err()).isZero();

        List<String> rows = Files.readAllLines(folder.resolve("front/pareto.csv"));
        assertThat(rows).hasSize(3);
        assertThat(rows.get(1)).startsWith("800.0,").endsWith(",budget-800.0ms");
        assertThat(rows.get(2)).startsWith("900.0,").endsWith(",budget-900.0ms");
        assertThat(folder.resolve("front/pareto.svg")).content().contains("<svg");
        for (String budget : List.of("budget-800.0ms", "budget-900.0ms")) {
            Path run = folder.resolve("front").resolve(budget);
            Event inheritance = first(run.resolve("search"), "inheritance");
            Event start = first(run.resolve("train"), "evaluation");
            assertThat(start.step()).as(budget).isZero();
            assertThat(start.number("miou")).as(budget).isPresent().isEqualTo(inheritance.number("networkMiou"));
            assertThat(TensorFile.read(
                                    new RunLayout(run.resolve("train")).model().resolve("model.safetensors"))
                            .get("backbone.features.0.0.weight")
                            .doubles())
                    .as("frozen in the search, and in the training")
                    .containsExactly(
                            TensorFile.read(weights).get("features.0.0.weight").doubles());
        }
        assertThat(espalier(with(words, "--resume")).code()).isZero();
        assertThat(Files.readAllLines(folder.resolve("front/pareto.csv"))).hasSize(3);
    }

    private static Event first(Path run, String kind) {
        return EventLog.read(new RunLayout(run).events()).stream()
                .filter(event -> event.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static String[] with(List<String> words, String more) {
        List<String> all = new ArrayList<>(words);
        all.add(more);
        return all.toArray(String[]::new);
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }
}
