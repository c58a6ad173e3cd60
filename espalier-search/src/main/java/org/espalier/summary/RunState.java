package org.espalier.summary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.espalier.deploy.ModelPackage;
import org.espalier.run.RunLayout;

/** How far a run is. */
public enum RunState {
    /** It has its result. */
    FINISHED,
    /** A process of this machine has it. */
    RUNNING,
    /** It can be resumed. */
    STOPPED;

    /** What the result of a table, a pilot, a study, a study of supernets is in. */
    private static final List<String> RESULTS = List.of("table.json", "pilot.json", "study.json", "supernets.json");

    /**
     * The state of a run.
     *
     * @param allSteps whether all of its steps are done
     */
    static RunState of(RunLayout run, boolean allSteps) {
        boolean isSearch = Files.exists(run.candidates());
        boolean hasResult = isSearch && Files.exists(run.architecture())
                || ModelPackage.isIn(run.model())
                || RESULTS.stream().anyMatch(name -> Files.exists(run.root().resolve(name)));
        if (hasResult || allSteps && isPart(run)) {
            return FINISHED;
        }
        return run.holder().filter(pid -> holds(pid, run.lock())).isPresent() ? RUNNING : STOPPED;
    }

    /** Whether a run is the training of a candidate: such trainings give no model, as they may go on. */
    private static boolean isPart(RunLayout run) {
        return Files.exists(run.architecture());
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
