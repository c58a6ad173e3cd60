package org.espalier.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * The checkpoint folder of a run: {@code state.json} and the tensor files that it names.
 *
 * <p>A save is atomic. The tensors go to files with a new number, then {@code state.json} is replaced by one that names
 * them, and only then are the old files removed. A crash leaves either the old checkpoint or the new one. Checksums in
 * {@code state.json} reveal damaged files.
 */
public final class Checkpoints {

    private static final int FORMAT = 1;
    private static final String STATE = "state.json";
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
     * Replaces the last checkpoint.
     *
     * @throws Failure if it cannot be written; the last checkpoint is then kept
     */
    public void save(Checkpoint checkpoint) {
        makeFolder();
        long save = Files.exists(stateFile()) ? readState().save() + 1 : 1;
        Map<String, TensorsFile> files = new TreeMap<>();
        checkpoint.groups().forEach((group, tensors) -> {
            TensorsFile file = new TensorsFile(group + "-" + save + TENSORS, checksum(tensors));
            TensorFile.write(folder.resolve(file.file()), tensors);
            files.put(group, file);
        });
        State state = new State(FORMAT, save, checkpoint.step(), files, checkpoint.state());
        Json.write(stateFile(), state);
        removeAllBut(files.values().stream().map(TensorsFile::file).toList());
    }

    /**
     * The last checkpoint; empty if there is none.
     *
     * @throws BadData if a file is missing or damaged
     */
    public Optional<Checkpoint> load() {
        if (!Files.exists(stateFile())) {
            return Optional.empty();
        }
        State state = readState();
        Map<String, Tensors> groups = new TreeMap<>();
        state.groups().forEach((group, file) -> groups.put(group, read(file)));
        return Optional.of(new Checkpoint(state.step(), groups, state.state()));
    }

    private Tensors read(TensorsFile file) {
        Path path = folder.resolve(file.file());
        Tensors tensors = TensorFile.read(path);
        long got = checksum(tensors);
        if (got != file.checksum()) {
            throw new BadData(path + " is damaged: checksum " + Long.toHexString(got) + ", " + STATE + " says "
                    + Long.toHexString(file.checksum()) + "; restore it from a copy or start the run again");
        }
        return tensors;
    }

    private State readState() {
        State state = Json.read(stateFile(), State.class);
        if (state.format() != FORMAT) {
            throw new BadData(stateFile() + " has format " + state.format() + "; this version reads " + FORMAT);
        }
        return state;
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

    private Path stateFile() {
        return folder.resolve(STATE);
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
