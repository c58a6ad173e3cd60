package org.espalier.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.espalier.file.AtomicFile;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadData;
import org.espalier.problem.Failure;
import org.espalier.safetensors.TensorFile;
import org.espalier.safetensors.Tensors;
import tools.jackson.databind.JsonNode;

/**
 * The checkpoint folder of a run: {@code state.json} and the tensor files that it names, and the same for the checkpoint
 * before it, {@code previous.json}.
 *
 * <p>A save is atomic. The tensors go to files with a new number, then {@code state.json} is replaced by one that names
 * them, and only then are older files removed. A crash leaves either the old checkpoint or the new one. Checksums in
 * {@code state.json} reveal damaged files. The checkpoint before is for that case: it is loaded once the user has
 * deleted the damaged {@code state.json}, as the error says.
 */
public final class Checkpoints {

    private static final int FORMAT = 2;
    private static final String STATE = "state.json";
    private static final String PREVIOUS = "previous.json";
    private static final String TENSORS = ".safetensors";

    private final Path folder;

    /** @param folder created with the first checkpoint */
    Checkpoints(Path folder) {
        this.folder = folder;
    }

    /** The content of {@code state.json}. */
    private record State(int format, long save, long step, Map<String, TensorsFile> groups, JsonNode state) {}

    private record TensorsFile(String file, long checksum) {}

    /**
     * Adds a checkpoint. The one before it is kept, older ones are removed.
     *
     * @throws Failure if it cannot be written; the last checkpoint is then kept
     */
    public void save(Checkpoint checkpoint) {
        makeFolder();
        Optional<State> last = lastFile().map(Checkpoints::readState);
        State saved;
        try {
            saved = saved(checkpoint, last);
        } catch (Failure e) {
            throw last.map(kept -> new Failure(
                            e.getMessage() + "; the last checkpoint, of step " + kept.step() + ", is kept", e))
                    .orElse(e);
        }
        removeAllBut(Stream.concat(last.stream(), Stream.of(saved))
                .flatMap(kept -> kept.groups().values().stream())
                .map(TensorsFile::file)
                .toList());
    }

    private State saved(Checkpoint checkpoint, Optional<State> last) {
        long save = last.map(State::save).orElse(0L) + 1;
        Map<String, TensorsFile> files = new TreeMap<>();
        checkpoint.groups().forEach((group, tensors) -> {
            TensorsFile file = new TensorsFile(group + "-" + save + TENSORS, checksum(tensors));
            TensorFile.write(folder.resolve(file.file()), tensors);
            files.put(group, file);
        });
        last.ifPresent(before -> Json.write(folder.resolve(PREVIOUS), before));
        State state = new State(FORMAT, save, checkpoint.step(), files, checkpoint.state());
        Json.write(folder.resolve(STATE), state);
        return state;
    }

    /**
     * The last checkpoint; empty if there is none.
     *
     * @throws BadData if a file is missing or damaged; the message says whether the checkpoint before it is whole
     */
    public Optional<Checkpoint> load() {
        Optional<Path> file = lastFile();
        Optional<State> state;
        try {
            state = file.map(Checkpoints::state);
        } catch (BadData e) {
            throw damaged(e);
        }
        state.ifPresent(one -> requireFormat(one, file.orElseThrow()));
        try {
            return state.map(this::whole);
        } catch (BadData e) {
            throw damaged(e);
        }
    }

    /** The number of steps of the last checkpoint; empty if there is none that can be read. */
    public OptionalLong lastStep() {
        try {
            return lastFile()
                    .map(Checkpoints::readState)
                    .map(state -> OptionalLong.of(state.step()))
                    .orElse(OptionalLong.empty());
        } catch (BadData e) {
            return OptionalLong.empty();
        }
    }

    /** The state of the last checkpoint, or of the one before if the user has deleted that of the last. */
    private Optional<Path> lastFile() {
        return Stream.of(STATE, PREVIOUS)
                .map(folder::resolve)
                .filter(Files::exists)
                .findFirst();
    }

    private Checkpoint whole(State state) {
        Map<String, Tensors> groups = new TreeMap<>();
        state.groups().forEach((group, file) -> groups.put(group, read(file)));
        return new Checkpoint(state.step(), groups, state.state());
    }

    /** What to do if the last checkpoint is damaged. */
    private String before() {
        Path state = folder.resolve(STATE);
        Path previous = folder.resolve(PREVIOUS);
        if (Files.exists(state) && Files.exists(previous)) {
            try {
                long step = whole(readState(previous)).step();
                return "The checkpoint before it, of step " + step + ", is whole: to go on from there, delete " + state
                        + " and resume";
            } catch (BadData e) {
                return "The checkpoint before it is damaged, too; start the run again";
            }
        }
        return "There is no checkpoint before it; restore it from a copy or start the run again";
    }

    private Tensors read(TensorsFile file) {
        Path path = folder.resolve(file.file());
        Tensors tensors = TensorFile.read(path);
        long got = checksum(tensors);
        if (got != file.checksum()) {
            throw new BadData(path + " is damaged: its checksum is " + Long.toHexString(got) + " and was "
                    + Long.toHexString(file.checksum()));
        }
        return tensors;
    }

    private static State readState(Path file) {
        State state = state(file);
        requireFormat(state, file);
        return state;
    }

    private static State state(Path file) {
        return Json.read(file, State.class);
    }

    private BadData damaged(BadData what) {
        return new BadData(what.getMessage() + ". " + before(), what);
    }

    private static void requireFormat(State state, Path file) {
        if (state.format() != FORMAT) {
            throw new BadData(file + " has format " + state.format() + ", this version of Espalier reads " + FORMAT
                    + "; resume with the version that wrote it");
        }
    }

    private void makeFolder() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Failure("cannot make the folder " + folder + ": " + FileProblem.of(e), e);
        }
    }

    /** Removes old tensor files and what interrupted writers left. */
    private void removeAllBut(List<String> current) {
        AtomicFile.sweep(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(TENSORS) && !current.contains(name)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new Failure("cannot remove old checkpoints in " + folder + ": " + FileProblem.of(e), e);
        }
    }

    /** CRC-32C of the encoded file; equal tensors have equal files. */
    private static long checksum(Tensors tensors) {
        CRC32C checksum = new CRC32C();
        for (ByteBuffer part : TensorFile.encode(tensors)) {
            checksum.update(part);
        }
        return checksum.getValue();
    }
}
