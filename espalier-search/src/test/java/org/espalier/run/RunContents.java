package org.espalier.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.espalier.safetensors.Tensors;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run computed: equal for two runs if they computed the same, bit for bit, however long it took and whether or not they were
 * interrupted.
 *
 * @param step the last one
 * @param groups the tensors of its last checkpoint: weights, momenta, average
 * @param events without times, and without those that say how the run was started
 */
public record RunContents(long step, Map<String, Tensors> groups, List<Told> events) {

    private static final Set<String> OF_THE_START = Set.of("length", "resumed");
    private static final Set<String> TIMES = Set.of("seconds", "waitingShare", "share");

    /** An event without its times. */
    public record Told(String kind, long step, ObjectNode fields) {}

    /** Of the run in a folder. */
    public static RunContents of(Path folder) {
        RunLayout layout = new RunLayout(folder);
        Checkpoint checkpoint = new Checkpoints(layout.checkpoints()).load().orElseThrow();
        List<Told> events = EventLog.read(layout.events()).stream()
                .filter(event -> !OF_THE_START.contains(event.kind()))
                .map(event -> new Told(
                        event.kind(), event.step(), event.fields().deepCopy().without(TIMES)))
                .toList();
        return new RunContents(checkpoint.step(), checkpoint.groups(), events);
    }
}
