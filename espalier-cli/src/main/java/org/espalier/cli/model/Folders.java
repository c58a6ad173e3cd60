package org.espalier.cli.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/** Creates folders for output. */
final class Folders {

    private Folders() {}

    /** @throws BadUsage if the folder does not exist and cannot be created */
    static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new BadUsage(
                    Text.format("--out: cannot create the folder %s: %s; choose another", folder, FileProblem.of(e)),
                    e);
        }
    }
}
