package org.espalier.run;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the files of a run are. Looking at a run needs no more than this; writing to it needs a {@link RunFolder}.
 *
 * @param root the folder of the run
 */
public record RunLayout(Path root) {

    /** The resolved config, every default written out. Its presence makes a folder a run. */
    public Path config() {
        return root.resolve("config.yaml");
    }

    /** Versions, machine, seeds and data that the run started with. */
    public Path provenance() {
        return root.resolve("provenance.json");
    }

    /** The number of steps of the run. */
    public Path length() {
        return root.resolve("length.json");
    }

    /** One JSON object an event. */
    public Path events() {
        return root.resolve("events.jsonl");
    }

    /** The folder of the same curves as TensorBoard event files. */
    public Path tensorboard() {
        return root.resolve("tensorboard");
    }

    /** The folder of the state to continue from. */
    public Path checkpoints() {
        return root.resolve("checkpoints");
    }

    /** What a search found. */
    public Path architecture() {
        return root.resolve("architecture.json");
    }

    /** All that a search found, ranked; the first is that of {@link #architecture}. */
    public Path candidates() {
        return root.resolve("candidates.json");
    }

    /** What the network of a search's architecture can take over from the supernet; only where it can take over all. */
    public Path inheritance() {
        return root.resolve("inheritance.safetensors");
    }

    /** The folder of the model package. */
    public Path model() {
        return root.resolve("model");
    }

    /** Whether there is a run. */
    public boolean exists() {
        return Files.exists(config());
    }

    Path lock() {
        return root.resolve(".lock");
    }
}
