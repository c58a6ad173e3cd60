package org.espalier.latency.fasterseg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.espalier.problem.BadData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class FasterSegTest {

    @TempDir
    private Path folder;

    @Test
    @EnabledIfEnvironmentVariable(named = "ESPALIER_SHARED", matches = ".+")
    void thePublishedStudentTakesItsPublishedTime() {
        FasterSegArchitecture student = FasterSegArchitecture.read(shared("fasterseg_arch.json"));
        FasterSegTable table = FasterSegTable.read(shared("fasterseg_latency_lut_ms.csv"));
        List<String> operations = student.operationsOf(List.of(2, 1));
        assertThat(operations).hasSize(27);
        assertThat(table.millis(operations)).isCloseTo(6.4139770511337275, within(1e-9));
        assertThat(table.device()).contains("TensorRT", "1080Ti");
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "ESPALIER_SHARED", matches = ".+")
    void theBranchesAreThePublishedOnes() {
        FasterSegArchitecture student = FasterSegArchitecture.read(shared("fasterseg_arch.json"));
        List<Branch> branches = new Decoder(student).branches();
        assertThat(branches.get(2).levels()).containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 2, 2);
        assertThat(branches.get(2).widths()).containsExactly(0, 0, 0, 2, 0, 0, 0, 0, 0);
        assertThat(branches.get(1).levels()).containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1);
        assertThat(branches.get(1).widths()).containsExactly(0, 0, 0, 0, 0, 0, 0, 4);
    }

    /**
     * The pairing that the authors compare with the published one; its time was summed here, the authors do not publish
     * it.
     */
    @Test
    @EnabledIfEnvironmentVariable(named = "ESPALIER_SHARED", matches = ".+")
    void theOtherPairingIsFaster() {
        List<String> operations =
                FasterSegArchitecture.read(shared("fasterseg_arch.json")).operationsOf(List.of(2, 0));
        assertThat(operations).hasSize(25);
        assertThat(FasterSegTable.read(shared("fasterseg_latency_lut_ms.csv")).millis(operations))
                .isCloseTo(6.260467391822158, within(1e-9));
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path file = folder.resolve("file");
        Files.writeString(file, "{\"arch_1\": {\"alpha_1_0\": [[1, 2]]}}");
        assertThat(FasterSegArchitecture.isIn(file)).isTrue();
        assertThatThrownBy(() -> FasterSegArchitecture.read(file))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("arch_1.alpha_1_0 must be 16 rows of 5 numbers");
        Files.writeString(file, "# a device\nkey,latency_ms\na,0.5\nb,-1\n");
        assertThatThrownBy(() -> FasterSegTable.read(file))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("line 4, 'b,-1'");
        Files.writeString(file, "# a device\nkey,latency_ms\n");
        assertThatThrownBy(() -> FasterSegTable.read(file))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("no entries");
        Files.writeString(file, "# a device\nkey,latency_ms\na,0.5\nb,1\n");
        FasterSegTable table = FasterSegTable.read(file);
        assertThat(table.millis(List.of("a", "b", "a"))).isEqualTo(2);
        assertThatThrownBy(() -> table.millis(List.of("a", "c")))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("no entry for c");
    }

    private static Path shared(String name) {
        return Path.of(System.getenv("ESPALIER_SHARED"), "methods", "data", name);
    }
}
