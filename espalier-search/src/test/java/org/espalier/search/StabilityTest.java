package org.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.espalier.run.Event;
import org.espalier.run.EventLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StabilityTest {

    private static final JsonNode FOUND = JsonMapper.shared().readTree("{\"rule\": {\"layers\": 3, \"share\": 0.5}}");
    private static final JsonNode OTHER = JsonMapper.shared().readTree("{\"rule\": {\"layers\": 4, \"share\": 0.5}}");

    @TempDir
    private Path folder;

    @Test
    void epochsCountInWhichTheArchitectureLearntAndStayedTheSame() {
        Stability once = Stability.NONE.after(FOUND, true);
        assertThat(once.unchangedEpochs()).isZero();
        assertThat(once.after(FOUND, true).after(FOUND, true).unchangedEpochs()).isEqualTo(2);
        assertThat(once.after(FOUND, false).unchangedEpochs()).isZero();
        assertThat(once.after(FOUND, true).after(OTHER, true).unchangedEpochs()).isZero();
    }

    /** Numbers of a file that was read are of another type. */
    @Test
    void theStateIsInTheEvents() {
        Path file = folder.resolve("events.jsonl");
        Stability before = Stability.NONE.after(FOUND, true).after(FOUND, true);
        try (EventLog log = EventLog.open(file, -1)) {
            log.append(before.event(7));
        }
        List<Event> read = EventLog.read(file);
        assertThat(Stability.in(read).after(FOUND, true).unchangedEpochs()).isEqualTo(2);
        assertThat(Stability.in(List.of())).isEqualTo(Stability.NONE);
    }
}
