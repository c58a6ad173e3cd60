package org.espalier.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.espalier.problem.BadData;
import org.espalier.run.Event;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellsTest {

    @TempDir
    private Path folder;

    private int worked;

    @BeforeEach
    void aStudyHasTwoResults() {
        try (Cells cells = Cells.open(folder, List.of())) {
            assertThat(result(cells, "a")).isEqualTo(1);
            assertThat(result(cells, "b")).isEqualTo(2);
        }
    }

    @Test
    void aResultThatIsKnownIsNotWorkedOutAgain() {
        try (Cells cells = Cells.open(folder, List.of())) {
            assertThat(result(cells, "a")).isEqualTo(1);
            assertThat(result(cells, "b")).isEqualTo(2);
            assertThat(result(cells, "c")).isEqualTo(3);
        }
        assertThat(worked).isEqualTo(3);
    }

    @Test
    void aLineThatWasCutOffIsWorkedOutAgain() throws IOException {
        String whole = Files.readString(Cells.file(folder));
        Files.writeString(Cells.file(folder), whole.substring(0, whole.length() - 20));
        try (Cells cells = Cells.open(folder, List.of())) {
            assertThat(result(cells, "a")).isEqualTo(1);
            assertThat(result(cells, "b")).isEqualTo(3);
        }
        assertThat(Files.readAllLines(Cells.file(folder))).hasSize(2);
    }

    @Test
    void aDamagedLineIsAnErrorWithItsNumber() throws IOException {
        Files.writeString(Cells.file(folder), "not a result\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> Cells.open(folder, List.of()))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("cells.jsonl, line 3");
    }

    @Test
    void resultsOfOtherStudiesAreTakenOver() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        try (Cells cells = Cells.open(other, List.of(folder))) {
            assertThat(result(cells, "b")).isEqualTo(2);
            assertThat(result(cells, "c")).isEqualTo(3);
        }
        assertThat(worked).isEqualTo(3);
        try (Cells alone = Cells.open(other, List.of())) {
            assertThat(result(alone, "b")).isEqualTo(2);
        }
    }

    @Test
    void aNameDependsOnEveryPart() {
        assertThat(Cells.name("training", "a", "b"))
                .isEqualTo(Cells.name("training", "a", "b"))
                .isNotEqualTo(Cells.name("search", "a", "b"))
                .isNotEqualTo(Cells.name("training", "a", "c"));
    }

    private double result(Cells cells, String part) {
        Event event = cells.get(
                "test", Cells.name("test", part), place -> Event.now("test", 0).with("value", ++worked));
        return Cells.number(event, "value");
    }
}
