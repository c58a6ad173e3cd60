package org.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.espalier.file.Sha256;
import org.espalier.run.EventLog;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All that a run and its parts hold, but for times, by file: equal for runs that computed the same, bit for bit. */
final class RunContents {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Fields that differ from process to process. */
    private static final Set<String> TIMES = Set.of("seconds", "waitingShare", "share");

    /** Events of the process, not of the run. */
    private static final Set<String> OF_THE_PROCESS = Set.of("length", "resumed");

    private RunContents() {}

    static Map<String, Object> of(Path run) throws IOException {
        Map<String, Object> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(run)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                String name = file.getFileName().toString();
                String key = run.relativize(file).toString();
                switch (name) {
                    case "state.json" -> contents.put(key, checksums(file));
                    case "events.jsonl" -> contents.put(key, events(file));
                    case "model.safetensors", "inheritance.safetensors" -> contents.put(key, Sha256.ofFile(file));
                    case "architecture.json", "candidates.json", "choices.json", "length.json" ->
                        contents.put(key, text(file));
                    default -> {
                        // named by save, or of the process
                    }
                }
            });
        }
        assertThat(contents).isNotEmpty();
        return contents;
    }

    /** Step and checksum of each group of a checkpoint. */
    private static Map<String, String> checksums(Path state) {
        JsonNode saved = JSON.readTree(text(state));
        Map<String, String> checksums = new TreeMap<>();
        checksums.put("step", saved.required("step").toString());
        saved.required("groups")
                .forEachEntry((group, file) ->
                        checksums.put(group, file.required("checksum").toString()));
        return checksums;
    }

    private static List<String> events(Path log) {
        return EventLog.read(log).stream()
                .filter(event -> !OF_THE_PROCESS.contains(event.kind()))
                .map(event -> event.kind() + " " + event.step() + " "
                        + event.fields().deepCopy().without(TIMES))
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
