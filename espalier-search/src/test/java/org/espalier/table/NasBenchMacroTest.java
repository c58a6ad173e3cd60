package org.espalier.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.espalier.problem.BadData;
import org.espalier.random.Seed;
import org.espalier.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as the benchmark's, with made-up accuracies: 80 and the sum of the code's digits, three times alike. */
class NasBenchMacroTest {

    private static final int CODES = 6561;

    @TempDir
    private Path folder;

    @Test
    void theBenchmarkHas3969NetworksAmongIts6561Codes() throws IOException {
        NasBenchMacro benchmark = NasBenchMacro.in(file(IntStream.range(0, CODES)
                        .mapToObj(NasBenchMacroTest::network)
                        .collect(Collectors.joining(", "))))
                .orElseThrow();
        TableQuality quality = benchmark.quality();
        assertThat(quality.networks()).isEqualTo(3969);
        assertThat(quality.seeds()).isEqualTo(3);
        assertThat(quality.best()).isEqualTo(96);
        TableStudy study = benchmark.study();
        assertThat(study.baselines()).extracting(SearcherScore::rank).containsExactly(1.0, 3969.0);
        List<SearcherScore> scores = study.scores(60, 50, new Seed(1));
        assertThat(scores).hasSize(2);
        double random = scores.getFirst().regret().mean();
        double evolution = scores.getLast().regret().mean();
        assertThat(scores.getLast().searcher()).startsWith("evolution 60");
        assertThat(evolution).as("climbs where every change of a layer counts").isLessThan(random - 0.5);
    }

    @Test
    void layersThatAreSkippedAreMovedToTheEndOfTheirStage() {
        assertThat(NasBenchMacro.canonical("01020201")).isEqualTo("01020210");
        assertThat(NasBenchMacro.canonical("00000012")).isEqualTo("00000012");
        assertThat(NasBenchMacro.canonical("00001012")).isEqualTo("00010012");
        assertThat(NasBenchMacro.canonical("01200102")).isEqualTo("01200120");
    }

    /** Eight layers, two changes each; none of these gives the network itself. */
    @Test
    void aMutationChangesOneLayer() {
        assertThat(NasBenchMacro.mutations("11111111"))
                .hasSize(16)
                .contains("01111111", "21111111", "10111111", "11111110");
        assertThat(NasBenchMacro.mutations("00000000"))
                .hasSize(16)
                .contains("10000000", "00010000", "00000010")
                .doesNotContain("00001000", "00000001");
    }

    @Test
    void otherFilesAreNoBenchmarkAndDamagedOnesAreSaid() throws IOException {
        assertThat(NasBenchMacro.in(folder.resolve("none.json"))).isEmpty();
        assertThat(NasBenchMacro.in(file(""))).isEmpty();
        assertThat(NasBenchMacro.in(Files.writeString(folder.resolve("b"), "dear reader")))
                .isEmpty();
        assertThat(NasBenchMacro.in(file("\"space\": \"gas\""))).isEmpty();
        Path few = write("few.json", "\"00000000\": {\"test_acc\": [90.1, 90.2], \"flops\": 1, \"params\": 1}");
        assertThatThrownBy(() -> NasBenchMacro.in(few))
                .isInstanceOf(BadData.class)
                .hasMessageContainingAll("00000000 has 2 numbers in test_acc, not 3", "NAS-Bench-Macro");
        Path costless = write("costless.json", "\"00000000\": {\"test_acc\": [90.1, 90.2, 90.3], \"params\": 1}");
        assertThatThrownBy(() -> NasBenchMacro.in(costless)).hasMessageContaining("00000000 has no number flops");
    }

    private Path file(String networks) throws IOException {
        return write("macro.json", networks);
    }

    private Path write(String name, String networks) throws IOException {
        return Files.writeString(folder.resolve(name), "{" + networks + "}");
    }

    /** With more multiply-adds the more accurate, and fewer parameters. */
    private static String network(int index) {
        String code = "0".repeat(8 - Integer.toString(index, 3).length()) + Integer.toString(index, 3);
        int sum = code.chars().map(digit -> digit - '0').sum();
        int accuracy = 80 + sum;
        return Text.format(
                "\"%s\": {\"test_acc\": [%d, %d, %d], \"mean_acc\": %d, \"std\": 0, \"params\": %d, \"flops\": %d}",
                code, accuracy, accuracy, accuracy, accuracy, 100 - sum, 100 + sum);
    }
}
