package org.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import org.espalier.problem.BadData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {

    private static final Instant TIME = Instant.parse("2025-01-02T03:04:05Z");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("events.jsonl");
    }

    @Test
    void anEventIsALineOfJson() {
        Event event = event("epoch", 3).with("loss", 0.5).with("images", 12).with("phase", "weights\n");

        try (EventLog log = EventLog.open(file, 0)) {
            log.append(event);
        }

        assertThat(file).hasContent("""
            {"time":"2025-01-02T03:04:05Z","event":"epoch","step":3,"loss":0.5,"images":12,"phase":"weights\\n"}\
            """);
        assertThat(EventLog.read(file)).containsExactly(event);
    }

    @Test
    void eventsCanBeReadWhileTheyAreWritten() {
        try (EventLog log = EventLog.open(file, 0)) {
            log.append(event("epoch", 1));
            assertThat(EventLog.read(file)).hasSize(1);
            log.append(event("epoch", 2));
            assertThat(EventLog.read(file)).hasSize(2);
        }
    }

    @Test
    void numbersThatJsonCannotRepresentReadBack() {
        Event event = event("step", 1)
                .with("nan", Double.NaN)
                .with("up", Double.POSITIVE_INFINITY)
                .with("down", Double.NEGATIVE_INFINITY)
                .with("text", "NaN?");

        Event read = Event.ofJson(event.toJson());

        assertThat(read.number("nan")).hasValue(Double.NaN);
        assertThat(read.number("up")).hasValue(Double.POSITIVE_INFINITY);
        assertThat(read.number("down")).hasValue(Double.NEGATIVE_INFINITY);
        assertThat(read.number("text")).isEmpty();
        assertThat(read.number("absent")).isEmpty();
    }

    @Test
    void theNamesOfAnEventsOwnFieldsAreReserved() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> event("epoch", 1).with("step", 2))
                .withMessageContaining("\"step\"");
    }

    @Test
    void continuingRemovesLaterEvents() {
        try (EventLog log = EventLog.open(file, 0)) {
            for (int step = 1; step <= 5; step++) {
                log.append(event("epoch", step));
            }
        }
        try (EventLog log = EventLog.open(file, 3)) {
            log.append(event("resumed", 3));
            log.append(event("epoch", 4));
        }
        assertThat(EventLog.read(file)).extracting(Event::step).containsExactly(1L, 2L, 3L, 3L, 4L);
    }

    @Test
    void anIncompleteLastLineIsIgnoredAndThenRemoved() throws IOException {
        try (EventLog log = EventLog.open(file, 0)) {
            log.append(event("epoch", 1));
        }
        Files.writeString(file, "{\"time\":\"2025-01-02T03:04:", StandardOpenOption.APPEND);

        assertThat(EventLog.read(file)).containsExactly(event("epoch", 1));
        try (EventLog log = EventLog.open(file, 1)) {
            log.append(event("epoch", 2));
        }

        assertThat(EventLog.read(file)).containsExactly(event("epoch", 1), event("epoch", 2));
    }

    /** A crash or a full disk can end a log anywhere: after any byte of a character of several. */
    @Test
    void aLastLineMayEndWithinACharacter() throws IOException {
        Event whole = event("epoch", 1).with("text", "größer, 大きい");
        byte[] cut = event("epoch", 2).with("text", "大き").toJson().getBytes(StandardCharsets.UTF_8);
        for (int length = 1; length <= cut.length; length++) {
            Files.writeString(file, whole.toJson() + "\n");
            Files.write(file, Arrays.copyOf(cut, length), StandardOpenOption.APPEND);

            assertThat(EventLog.read(file)).containsExactly(whole);
            EventLog.open(file, 1).close();
            assertThat(file).hasContent(whole.toJson());
        }
    }

    @Test
    void aLineThatIsNotTextIsAnError() throws IOException {
        Files.write(file, new byte[] {'{', (byte) 0xe5, '}', '\n'});
        assertThatThrownBy(() -> EventLog.read(file))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("cannot read the events " + file + ": it is not text in UTF-8");
    }

    @Test
    void damageInTheMiddleIsAnError() throws IOException {
        for (String line : new String[] {
            "{\"time\":",
            "[]",
            "{\"event\":\"epoch\",\"step\":1}",
            "\u0000\u0000",
            "",
            "{\"time\":\"yesterday\",\"event\":\"epoch\",\"step\":1}"
        }) {
            Files.writeString(
                    file,
                    event("epoch", 1).toJson() + "\n" + line + "\n"
                            + event("epoch", 2).toJson() + "\n");
            assertThatThrownBy(() -> EventLog.read(file))
                    .as(line)
                    .isInstanceOf(BadData.class)
                    .hasMessageStartingWith(file + ", line 2: not an event");
            assertThatThrownBy(() -> EventLog.open(file, 9)).isInstanceOf(BadData.class);
            assertThat(file).content().contains(line);
        }
    }

    private static Event event(String kind, long step) {
        return new Event(TIME, kind, step, Json.MAPPER.createObjectNode());
    }
}
