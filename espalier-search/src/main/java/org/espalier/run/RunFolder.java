package org.espalier.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.config.Configs;
import org.espalier.config.Difference;
import org.espalier.file.AtomicFile;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadUsage;

/**
 * The folder of a run, locked by this process until it is closed. A run never overwrites the files of another one, and
 * files are replaced atomically.
 */
public final class RunFolder implements AutoCloseable {

    private final RunLayout layout;
    private final Provenance provenance;
    private final RunLock lock;
    private final boolean resumed;

    private RunFolder(RunLayout layout, Provenance provenance, RunLock lock, boolean resumed) {
        this.layout = layout;
        this.provenance = provenance;
        this.lock = lock;
        this.resumed = resumed;
    }

    /**
     * Creates a new run ({@link #create}) or resumes an existing one ({@link #resume}).
     *
     * @param resume whether to resume an existing run
     */
    public static RunFolder open(Path folder, Record config, Provenance provenance, boolean resume) {
        return resume ? resume(folder, config, provenance) : create(folder, config, provenance);
    }

    /**
     * Creates a run in a new or empty folder.
     *
     * @param config written to {@code config.yaml}
     * @param provenance written to {@code provenance.json}
     * @throws BadUsage if the folder is not empty, or cannot be created or written to; nothing is changed then
     */
    public static RunFolder create(Path folder, Record config, Provenance provenance) {
        RunLayout layout = new RunLayout(folder);
        makeFolder(folder);
        refuseOccupied(layout);
        RunLock lock = RunLock.acquire(layout);
        try {
            refuseOccupied(layout);
            AtomicFile.sweep(folder);
            Configs.write(config, layout.config());
            provenance.write(layout.provenance());
            return new RunFolder(layout, provenance, lock, false);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Resumes an existing run, with the same config and the same data.
     *
     * @param config the requested config; must equal the one that the run was started with
     * @param provenance of this process; its data and weights must be those that the run was started with
     * @throws BadUsage if there is no run, another process has locked it, or config, data or weights differ; the message names
     *     the keys that differ
     */
    public static RunFolder resume(Path folder, Record config, Provenance provenance) {
        RunLayout layout = new RunLayout(folder);
        if (!layout.exists()) {
            throw new BadUsage("no run to resume in " + folder + ": there is no "
                    + layout.config().getFileName() + "; start one without --resume");
        }
        RunLock lock = RunLock.acquire(layout);
        try {
            requireSame(layout, config);
            requireSameStart(layout, provenance);
            AtomicFile.sweep(folder);
            return new RunFolder(layout, provenance, lock, true);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Whether the run begins now. */
    public boolean isNew() {
        return !resumed;
    }

    /** The paths of the run's files. */
    public RunLayout layout() {
        return layout;
    }

    /**
     * The number of steps of the run.
     *
     * @param first computes it if the run has none yet; it is then saved in the folder
     */
    public RunLength length(Supplier<RunLength> first) {
        Path file = layout.length();
        if (Files.exists(file)) {
            return RunLength.read(file);
        }
        RunLength length = first.get();
        length.write(file);
        return length;
    }

    /** The checkpoints to continue from. */
    public Checkpoints checkpoints() {
        return layout.savedCheckpoints();
    }

    /**
     * The journal from a step on. For a resumed run, events of later steps are removed, and an event {@code resumed}
     * with the provenance of this process is added.
     *
     * @param step number of the last step whose events are kept; -1 for none
     */
    public Journal journal(long step) {
        Journal journal = Journal.open(layout, step);
        if (resumed) {
            journal.append(provenance.addTo(Event.now("resumed", Math.max(0, step))));
        }
        return journal;
    }

    /** Unlocks the run. */
    @Override
    public void close() {
        lock.close();
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new BadUsage(
                    "cannot make the run folder " + folder + ": " + FileProblem.of(e) + "; choose another", e);
        }
    }

    private static void refuseOccupied(RunLayout layout) {
        Path root = layout.root();
        if (layout.exists()) {
            throw new BadUsage(
                    "there is a run in " + root + " already; continue it with --resume or choose another folder");
        }
        try (Stream<Path> files = Files.list(root)) {
            List<String> others = files.map(Path::getFileName)
                    .filter(name -> !name.equals(layout.lock().getFileName()) && !AtomicFile.isTemporary(name))
                    .map(Path::toString)
                    .sorted()
                    .toList();
            if (!others.isEmpty()) {
                throw new BadUsage("the folder " + root + " is not empty and not a run; it holds " + others.getFirst()
                        + (others.size() == 1 ? "" : " and " + (others.size() - 1) + " more") + "; choose another");
            }
        } catch (IOException e) {
            throw new BadUsage("cannot list the run folder " + root + ": " + FileProblem.of(e), e);
        }
    }

    private static void requireSame(RunLayout layout, Record config) {
        List<Difference> differences = Configs.differences(Configs.read(config.getClass(), layout.config()), config);
        if (!differences.isEmpty()) {
            throw new BadUsage("the run " + layout.root() + " was started with another config: "
                    + differences.stream().map(Difference::toString).collect(Collectors.joining("; "))
                    + ". Resume with the same, or start a run in another folder");
        }
    }

    private static void requireSameStart(RunLayout layout, Provenance now) {
        if (!Files.exists(layout.provenance())) {
            now.write(layout.provenance()); // the first process died before it wrote this file
            return;
        }
        Provenance started = Provenance.read(layout.provenance());
        if (!started.data().equals(now.data())) {
            throw new BadUsage("the run " + layout.root() + " was started on other data: fingerprint "
                    + started.data().orElse("none") + " then, " + now.data().orElse("none")
                    + " now. Resume on the same, or start a run in another folder");
        }
        if (!started.weights().equals(now.weights())) {
            throw new BadUsage("the run " + layout.root() + " was started with other weights: hash "
                    + started.weights().orElse("none, or not recorded") + " then, "
                    + now.weights().orElse("none")
                    + " now. Resume with the same, or start a run in another folder");
        }
    }
}
