package org.espalier.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The paths of a run's files. Enough to read a run; writing needs a {@link RunFolder}.
 *
 * @param root the folder of the run
 */
public record RunLayout(Path root) {

    /** The resolved config with all defaults. A folder that has this file is a run. */
    public Path config() {
        return root.resolve("config.yaml");
    }

    /** Versions, machine, seeds and data at the start of the run. */
    public Path provenance() {
        return root.resolve("provenance.json");
    }

    /** The number of steps of the run. */
    public Path length() {
        return root.resolve("length.json");
    }

    /** One JSON object for each event. */
    public Path events() {
        return root.resolve("events.jsonl");
    }

    /** The folder of TensorBoard event files, with the same curves. */
    public Path tensorboard() {
        return root.resolve("tensorboard");
    }

    /** The folder of the checkpoints. */
    public Path checkpoints() {
        return root.resolve("checkpoints");
    }

    /** The architecture that a search found. */
    public Path architecture() {
        return root.resolve("architecture.json");
    }

    /** All candidates of a search, ranked; the first is that of {@link #architecture}. */
    public Path candidates() {
        return root.resolve("candidates.json");
    }

    /** The weights of the choices that a search of supernets ends with. */
    public Path choices() {
        return root.resolve("choices.json");
    }

    /** The weights that the network of a search takes over from the supernet; only if it can take over all of them. */
    public Path inheritance() {
        return root.resolve("inheritance.safetensors");
    }

    /** The folder of the model package. */
    public Path model() {
        return root.resolve("model");
    }

    /** Whether the folder is a run. */
    public boolean exists() {
        return Files.exists(config());
    }

    /** The file by which one process has the run; it stays when the process ends. */
    public Path lock() {
        return root.resolve(".lock");
    }

    /** The checkpoints in it. */
    public Checkpoints savedCheckpoints() {
        return new Checkpoints(checkpoints());
    }

    /** The number of the process that has the run, or had it when it was killed; empty if none has. */
    public Optional<Long> holder() {
        return RunLock.holder(this);
    }
}
