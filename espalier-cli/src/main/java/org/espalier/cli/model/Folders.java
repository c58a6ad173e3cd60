package org.espalier.cli.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadUsage;

/** Folders that commands write into. */
final class Folders {

    private Folders() {}

    /** @throws BadUsage if the folder is not there and cannot be made */
    static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new BadUsage("cannot make the folder %s: %s; choose another".formatted(folder, FileProblem.of(e)), e);
        }
    }
}
