package org.espalier.cli.argument;

import java.nio.file.Files;
import java.nio.file.Path;
import org.espalier.blueprint.Blueprint;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Nearest;
import org.espalier.run.RunLayout;
import org.espalier.text.Text;
import org.espalier.zoo.Zoo;

/** The network that the argument ARCH names. */
public final class Blueprints {

    /** Describes ARCH in help texts. */
    public static final String HELP =
            "An architecture.json, a run that has one, or the name of a network; see espalier list networks.";

    private static final String FILE = "architecture.json";

    private Blueprints() {}

    /**
     * Finds the blueprint.
     *
     * @param text a file, a folder with an {@code architecture.json}, or the name of a network of the zoo
     * @throws BadUsage if {@code text} is none of these
     * @throws BadData if the file exists but does not describe a network
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
        throw new BadUsage(Text.format(
                "ARCH: got '%s', which is neither a file nor a network%s;"
                        + " allowed: an architecture.json, a run that has one, or one of the networks %s",
                text,
                Nearest.to(text, Zoo.ids())
                        .map(near -> " (did you mean " + near + "?)")
                        .orElse(""),
                String.join(", ", Zoo.ids())));
    }

    /** The title of a drawing: the name of the network, of the run, or of the file. */
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
            throw new BadData(Text.format(
                    "ARCH: the folder %s has no architecture.json; %s",
                    folder,
                    new RunLayout(folder).exists()
                            ? "the search has not found one yet: resume it with --resume"
                            : "name a run of search or train"));
        }
        return Blueprint.read(file);
    }
}
