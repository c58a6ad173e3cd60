package org.espalier.summary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.espalier.run.RunLayout;

/** How far a run is. */
public enum RunState {
    /** It has its result. */
    FINISHED,
    /** A process of this machine has it. */
    RUNNING,
    /** It can be resumed. */
    STOPPED;

    /** What the run's result is in: that of a training, a search, a table, a pilot, a study, a study of supernets. */
    private static final List<String> RESULTS = List.of(
            "model/config.json", "architecture.json", "table.json", "pilot.json", "study.json", "supernets.json");

    /** The state of a run. */
    static RunState of(RunLayout run) {
        if (RESULTS.stream().anyMatch(name -> Files.exists(run.root().resolve(name)))) {
            return FINISHED;
        }
        return run.holder().filter(pid -> holds(pid, run.lock())).isPresent() ? RUNNING : STOPPED;
    }

    /** A process that began after the lock was written only has the same number. */
    private static boolean holds(long process, Path lock) {
        Optional<Instant> begun =
                ProcessHandle.of(process).flatMap(one -> one.info().startInstant());
        try {
            Instant locked = Files.getLastModifiedTime(lock).toInstant();
            return begun.filter(at -> !at.isAfter(locked)).isPresent();
        } catch (IOException e) {
            return false; // the run has just been removed
        }
    }

    /** As users read it. */
    public String inWords() {
        return name().toLowerCase(Locale.ROOT);
    }
}
