package org.espalier.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.pilot.PilotReport.Rung;
import org.espalier.problem.BadUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RungEvidenceTest {

    /** Auto-DeepLab's pilot in docs/budget.md: 10 networks, 300 steps. */
    private static final PilotReport PILOT = report(
            10, new Rung(50, 0.22), new Rung(100, 0.29), new Rung(150, 0.58), new Rung(200, 0.67), new Rung(250, 0.82));

    @TempDir
    private Path folder;

    @Test
    void aRungRanksIfChanceSeldomReachesItsTau() {
        RungEvidence evidence = new RungEvidence(PILOT);
        assertThat(evidence.ranks(1.0 / 3))
                .as("chance reaches 0.29 in one of seven")
                .isFalse();
        assertThat(evidence.ranks(0.5)).isTrue();
        assertThat(evidence.ranks(1)).isTrue();
        assertThatCode(() -> evidence.require(List.of(0.5, 0.75, 1.0))).doesNotThrowAnyException();
        assertThatThrownBy(() -> evidence.require(List.of(1.0 / 3, 1.0)))
                .isInstanceOf(BadUsage.class)
                .hasMessage("--rungs: after 0.33 of the steps the pilot's 10 networks of autodeeplab rank with tau"
                        + " 0.29 as at the end, no better than chance (0.47 or more is, at 5 %); rungs that"
                        + " rank, by this pilot: 0.50, 0.67, 0.83, 1");
    }

    @Test
    void twentyNetworksTellASmallerTauFromChance() {
        assertThat(new RungEvidence(report(20, new Rung(100, 0.29))).ranks(1.0 / 3))
                .isTrue();
        assertThat(new RungEvidence(report(20, new Rung(100, 0.22))).ranks(1.0 / 3))
                .isFalse();
    }

    @Test
    void tauIsInterpolatedFromZeroAtTheStartAndKeptAfterTheLastRung() {
        RungEvidence evidence = new RungEvidence(PILOT);
        assertThat(evidence.tau(25.0 / 300)).isCloseTo(0.11, within(1e-12));
        assertThat(evidence.tau(125.0 / 300)).isCloseTo(0.435, within(1e-12));
        assertThat(evidence.tau(0.95)).isEqualTo(0.82);
    }

    @Test
    void aPilotWithoutRungsOrWithEqualScoresKnowsNoneButTheEnd() {
        assertThat(new RungEvidence(report(20)).ranks(0.9)).isFalse();
        assertThatThrownBy(() -> new RungEvidence(report(20, new Rung(150, Double.NaN))).require(List.of(0.5, 1.0)))
                .hasMessageEndingWith("rungs that rank, by this pilot: 1");
    }

    @Test
    void aReportIsReadBackFromItsFileOrItsFolder() {
        PILOT.write(folder);
        assertThat(PilotReport.read(folder)).isEqualTo(PILOT);
        assertThat(PilotReport.read(PilotReport.file(folder))).isEqualTo(PILOT);
    }

    private static PilotReport report(int networks, Rung... rungs) {
        return new PilotReport(
                "autodeeplab",
                "scenes",
                "35M",
                networks,
                2,
                300,
                0.44,
                0.47,
                0.01,
                0.006,
                0.8,
                List.of(0.5, 0.95),
                0.9,
                List.of(rungs),
                Optional.empty(),
                "hash",
                Optional.empty());
    }
}
