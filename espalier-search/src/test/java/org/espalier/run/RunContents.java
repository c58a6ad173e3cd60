package org.espalier.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.safetensors.Tensors;
import tools.jackson.databind.node.ObjectNode;

/**
 * The results of a run. Two runs have equal contents if they computed the same, bit for bit, regardless of duration and
 * interruptions.
 *
 * @param step the last step
 * @param groups tensors of the last checkpoint: weights, momenta, average
 * @param events without times, and without those about the start of the run
 */
public record RunContents(long step, Map<String, Tensors> groups, List<LoggedEvent> events) {

    private static final Set<String> START_EVENTS = Set.of("length", "resumed");
    private static final Set<String> TIMES = Set.of("seconds", "waitingShare", "share");

    /** An event without its times. */
    public record LoggedEvent(String kind, long step, ObjectNode fields) {}

    /** Reads the run in a folder. */
    public static RunContents of(Path folder) {
        RunLayout layout = new RunLayout(folder);
        Checkpoint checkpoint = new Checkpoints(layout.checkpoints()).load().orElseThrow();
        List<LoggedEvent> events = EventLog.read(layout.events()).stream()
                .filter(event -> !START_EVENTS.contains(event.kind()))
                .map(event -> new LoggedEvent(
                        event.kind(), event.step(), event.fields().deepCopy().without(TIMES)))
                .toList();
        return new RunContents(checkpoint.step(), checkpoint.groups(), events);
    }
}
