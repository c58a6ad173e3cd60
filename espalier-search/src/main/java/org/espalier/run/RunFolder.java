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
 * The folder of a run, held by this process alone until it is closed. Nothing in it is ever overwritten by another run, and every file that is
 * replaced is replaced whole.
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
     * A new run, or an existing one to be continued: {@link #create} or {@link #resume}.
     *
     * @param resume whether the run exists
     */
    public static RunFolder open(Path folder, Record config, Provenance provenance, boolean resume) {
        return resume ? resume(folder, config, provenance) : create(folder, config, provenance);
    }

    /**
     * A new run in a new or empty folder.
     *
     * @param config written to {@code config.yaml}
     * @param provenance written to {@code provenance.json}
     * @throws BadUsage if there is a run or anything else already, or the folder cannot be made or written to; nothing is changed then
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
     * An existing run, to be continued with the same config on the same data.
     *
     * @param config what the user asks for now; must equal what the run was started with
     * @param provenance of this process; its data must be those the run was started with
     * @throws BadUsage if there is no run, another process holds it, or config or data differ; the differing keys are named
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
            requireSameData(layout, provenance);
            AtomicFile.sweep(folder);
            return new RunFolder(layout, provenance, lock, true);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Where the files are. */
    public RunLayout layout() {
        return layout;
    }

    /**
     * The number of steps of the run.
     *
     * @param first gives it if the run has none yet; the folder keeps it
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

    /** The state to continue from. */
    public Checkpoints checkpoints() {
        return new Checkpoints(layout.checkpoints());
    }

    /**
     * The journal, from a step on. For a resumed run, what was told of later steps is taken back, and it tells that and with what it was
     * resumed.
     *
     * @param step the number of steps done: that of the checkpoint, or 0
     */
    public Journal journal(long step) {
        Journal journal = Journal.open(layout, step);
        if (resumed) {
            journal.append(provenance.addTo(Event.now("resumed", step)));
        }
        return journal;
    }

    /** Lets other processes have the run. */
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
            throw new BadUsage("cannot look into the run folder " + root + ": " + FileProblem.of(e), e);
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

    private static void requireSameData(RunLayout layout, Provenance now) {
        if (!Files.exists(layout.provenance())) {
            now.write(layout.provenance()); // the first process died between its first two files
            return;
        }
        Provenance started = Provenance.read(layout.provenance());
        if (!started.data().equals(now.data())) {
            throw new BadUsage("the run " + layout.root() + " was started on other data: fingerprint "
                    + started.data().orElse("none") + " then, " + now.data().orElse("none")
                    + " now. Resume on the same, or start a run in another folder");
        }
    }
}
