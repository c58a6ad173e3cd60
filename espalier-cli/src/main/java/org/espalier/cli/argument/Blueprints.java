package org.espalier.cli.argument;

import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.blueprint.Blueprint;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Nearest;
import org.espalier.run.RunLayout;
import org.espalier.zoo.Zoo;

/** What ARCH stands for on the command line. */
public final class Blueprints {

    public static final String HELP =
            "an architecture.json, a run with one, or the name of a network (espalier list networks)";

    private static final String FILE = "architecture.json";

    private Blueprints() {}

    /**
     * The blueprint that a text names: a file, a folder with an {@code architecture.json}, or a network of the zoo.
     *
     * @throws BadUsage if it is none of these
     * @throws BadData if the file is there but describes no network
     */
    public static Blueprint of(String text) {
        if (Zoo.ids().contains(text)) {
            return new Blueprint.OfZoo(text);
        }
        Path path = Path.of(text);
        if (Files.isRegularFile(path)) {
            return Blueprint.read(path);
        }
        if (Files.isDirectory(path)) {
            return inFolder(path);
        }
        throw new BadUsage("ARCH: got '%s', which is neither a file nor a network%s; allowed: %s, with the networks %s"
                .formatted(
                        text,
                        Nearest.to(text, Zoo.ids())
                                .map(near -> " (did you mean " + near + "?)")
                                .orElse(""),
                        HELP,
                        String.join(", ", Zoo.ids())));
    }

    /** A headline for what a text names: the name of the network, of the run, or of the file. */
    public static String title(String text) {
        Path path = Path.of(text).toAbsolutePath().normalize();
        Path run = path.endsWith(FILE) ? path.getParent() : path;
        return run == null || run.getFileName() == null
                ? text
                : run.getFileName().toString();
    }

    private static Blueprint inFolder(Path folder) {
        Path file = new RunLayout(folder).architecture();
        if (!Files.isRegularFile(file)) {
            throw new BadData("ARCH: the folder %s holds no architecture.json; %s"
                    .formatted(
                            folder,
                            new RunLayout(folder).exists()
                                    ? "the run has found none yet: go on with it with --resume"
                                    : "give a run of search or train"));
        }
        return Blueprint.read(file);
    }
}
