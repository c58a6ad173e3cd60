package org.espalier.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.espalier.study.MethodReport.Verdict;
import org.junit.jupiter.api.Test;

class MethodReportTest {

    private static final StudyManifest MANIFEST = new StudyManifest(
            "",
            "",
            new TreeMap<>(),
            "",
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            1,
            1,
            "",
            Optional.empty(),
            "hash");

    @Test
    void differencesAreOfEachBlock() {
        MethodReport report = report(List.of(0.02, 0.03, 0.04), List.of(0.01, 0.01, 0.01));
        assertThat(report.difference()).isCloseTo(0.03, offset(1e-12));
        // Student's t with 2 degrees of freedom, 4.3027, times 0.01 / sqrt(3).
        assertThat(report.interval().getFirst()).isCloseTo(0.03 - 0.024842, offset(1e-5));
        assertThat(report.differenceToHalving()).isCloseTo(0.02, offset(1e-12));
        assertThat(report.intervalToHalving().getLast()).isCloseTo(0.02 + 0.024842, offset(1e-5));
        assertThat(report.seeds()).containsExactly(101L, 102L, 103L);
        assertThat(report.confidence()).isEqualTo(0.95);
        assertThat(report.controls()).singleElement().satisfies(control -> {
            assertThat(control.name()).isEqualTo("keep-all");
            assertThat(control.scores()).containsExactly(0.41, 0.41, 0.41);
            assertThat(control.difference()).isCloseTo(0.02, offset(1e-12));
        });
    }

    @Test
    void aSearchWinsOnlyIfItBeatsHalving() {
        assertThat(report(List.of(0.02, 0.021, 0.022), List.of(0.0, 0.0, 0.0)).verdict())
                .isEqualTo(Verdict.WINS);
        assertThat(report(List.of(0.02, 0.021, 0.022), List.of(0.02, 0.022, 0.021))
                        .verdict())
                .isEqualTo(Verdict.NO_WORSE);
        assertThat(report(List.of(0.02, 0.021, 0.022), List.of(0.04, 0.041, 0.043))
                        .verdict())
                .isEqualTo(Verdict.LOSES);
        assertThat(report(List.of(0.02, 0.06, -0.03), List.of(0.0, 0.0, 0.0)).verdict())
                .isEqualTo(Verdict.OPEN);
    }

    @Test
    void winningIsCorrectedOverTheMethods() {
        // One-sided chance of 0.01, 0.014, 0.018 with mean 0.014: t = 6.06, 0.0131 alone, 0.0262 of two.
        List<BlockOutcome> some = blocks(List.of(0.01, 0.014, 0.018), List.of(0.0, 0.0, 0.0));
        SequencedMap<String, List<BlockOutcome>> outcomes = new LinkedHashMap<>();
        outcomes.put("gas", some);
        assertThat(StudyReport.of(study(), outcomes, MANIFEST)
                        .methods()
                        .getFirst()
                        .verdict())
                .isEqualTo(Verdict.WINS);
        outcomes.put("sed", some);
        StudyReport both = StudyReport.of(study(), outcomes, MANIFEST);
        assertThat(both.methods()).allSatisfy(report -> {
            assertThat(report.chanceToHalving()).isCloseTo(0.0262, offset(1e-4));
            assertThat(report.verdict()).isEqualTo(Verdict.NO_WORSE);
        });
    }

    @Test
    void blocksWithoutAHandDesignedNetworkOfThatSpeedDoNotCount() {
        List<BlockOutcome> blocks = new ArrayList<>(blocks(List.of(0.02, 0.03, 0.04), List.of(0.0, 0.0, 0.0)));
        blocks.set(1, new BlockOutcome(102, 0.43, 0.43, 0.4, 0.4, Optional.empty(), controls(0.41), 1));
        MethodReport two = MethodReport.of("gas", study(), blocks, 0.5, MANIFEST);
        assertThat(two.differenceToHandDesigned())
                .hasValueSatisfying(value -> assertThat(value).isCloseTo(-0.02, offset(1e-12)));
        blocks.set(0, blocks.get(1));
        MethodReport one = MethodReport.of("gas", study(), blocks, 0.5, MANIFEST);
        assertThat(one.differenceToHandDesigned()).isEmpty();
        assertThat(one.statements()).anySatisfy(sentence -> assertThat(sentence).contains("not known"));
    }

    /** Blocks with random networks of 0.4 and hand-designed ones of 0.45. */
    private static List<BlockOutcome> blocks(List<Double> found, List<Double> halving) {
        List<BlockOutcome> blocks = new ArrayList<>();
        for (int block = 0; block < found.size(); block++) {
            double score = 0.4 + found.get(block);
            blocks.add(new BlockOutcome(
                    101 + block, score, score, 0.4, 0.4 + halving.get(block), Optional.of(0.45), controls(0.41), 1));
        }
        return blocks;
    }

    private static MethodReport report(List<Double> found, List<Double> halving) {
        SequencedMap<String, List<BlockOutcome>> outcomes = new LinkedHashMap<>();
        outcomes.put("gas", blocks(found, halving));
        return StudyReport.of(study(), outcomes, MANIFEST).methods().getFirst();
    }

    private static SequencedMap<String, Double> controls(double score) {
        SequencedMap<String, Double> controls = new LinkedHashMap<>();
        controls.put("keep-all", score);
        return controls;
    }

    private static StudyConfig study() {
        return StudyConfig.DEFAULT;
    }
}
