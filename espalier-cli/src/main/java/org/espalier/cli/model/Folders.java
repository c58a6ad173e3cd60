package org.espalier.cli.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadUsage;

/** Creates folders for output. */
final class Folders {

    private Folders() {}

    /** @throws BadUsage if the folder does not exist and cannot be created */
    static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new BadUsage(
                    "--out: cannot create the folder %s: %s; choose another".formatted(folder, FileProblem.of(e)), e);
        }
    }
}
