package org.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final Config CONFIG = new Config(3);

    @TempDir
    Path folder;

    record Config(int epochs) {}

    @Test
    void aResumedRunRecordsThatAndStartsAnotherEventFile() throws IOException {
        try (RunFolder run = RunFolder.create(folder, CONFIG, provenance("train"));
                Journal journal = run.journal(0)) {
            journal.append(Event.now("epoch", 10).with("loss", 0.5));
            journal.append(Event.now("epoch", 20).with("loss", 0.4));
            journal.sync();
        }
        try (RunFolder run = RunFolder.resume(folder, CONFIG, provenance("again"));
                Journal journal = run.journal(10)) {
            journal.append(Event.now("epoch", 20).with("loss", 0.3).with("note", "better"));
        }

        List<Event> events = EventLog.read(new RunLayout(folder).events());
        assertThat(events).extracting(Event::kind).containsExactly("epoch", "resumed", "epoch");
        assertThat(events.get(1).fields().at("/provenance/command/0").stringValue())
                .isEqualTo("again");
        assertThat(events.get(2).number("loss")).hasValue(0.3);
        try (Stream<Path> files = Files.list(new RunLayout(folder).tensorboard())) {
            assertThat(files).hasSize(2);
        }
    }

    private static Provenance provenance(String command) {
        return Provenance.of(1, "none", Map.of(), Optional.empty(), List.of(command));
    }
}
