package org.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.espalier.problem.BadData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {

    @TempDir
    Path folder;

    @Test
    void provenanceHasVersionMachineAndSystem() {
        Provenance provenance = Provenance.of(
                2, "libtorch 2, AVX2", Map.of("root", 7L), Optional.of("abc"), List.of("search", "autodeeplab"));

        assertThat(provenance.version()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(provenance.commit().orElse("0123456789012345678901234567890123456789"))
                .matches("[0-9a-f]{40}(-dirty)?");
        assertThat(provenance.java()).contains(Runtime.version().toString());
        assertThat(provenance.system()).contains(System.getProperty("os.arch"));
        assertThat(provenance.processors()).isPositive();
    }

    @Test
    void aWrittenProvenanceReadsBack() {
        Path file = folder.resolve("provenance.json");
        Provenance provenance = Provenance.of(
                2, "libtorch 2, AVX2", Map.of("b", 2L, "a", 1L), Optional.empty(), List.of("train", "\"x y\""));

        provenance.write(file);

        assertThat(Provenance.read(file)).isEqualTo(provenance);
        assertThat(file).content().contains("\"version\"", "\"seeds\"").endsWith("}\n");
    }

    @Test
    void filesOfEarlierVersionsSayNothingOfWeights() throws IOException {
        Path file = folder.resolve("provenance.json");
        Provenance provenance = Provenance.of(2, "none", Map.of(), Optional.of("abc"), List.of());
        provenance.write(file);
        String text = Files.readString(file);
        assertThat(text).contains("\"weights\" : null,");
        Files.writeString(file, text.replace("\"weights\" : null,", ""));
        assertThat(Provenance.read(file)).isEqualTo(provenance);
    }

    @Test
    void aDamagedFileIsRefused() throws IOException {
        Path file = folder.resolve("provenance.json");
        assertThatThrownBy(() -> Provenance.read(file))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("no such file");
        for (String damaged : List.of("", "{", "[]", "{\"version\": \"1\"}", "null")) {
            Files.writeString(file, damaged);
            assertThatThrownBy(() -> Provenance.read(file))
                    .as(damaged)
                    .isInstanceOf(BadData.class)
                    .hasMessageContaining(file + " is damaged");
        }
    }
}
