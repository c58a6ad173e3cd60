package org.espalier.cli.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/** The pictures that the arguments IMAGE name: files and folders. */
final class Pictures {

    private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg", "bmp", "gif", "tif", "tiff");

    private Pictures() {}

    /**
     * Maps the name of each picture, without extension, to its file.
     *
     * @throws BadData if a file or folder is missing, or a folder has no picture
     * @throws BadUsage if two pictures have the same name
     */
    static SequencedMap<String, Path> named(List<Path> arguments) {
        SequencedMap<String, Path> pictures = new LinkedHashMap<>();
        for (Path file : files(arguments)) {
            Path other = pictures.putIfAbsent(nameOf(file), file);
            if (other != null) {
                throw new BadUsage(Text.format(
                        "IMAGE: %s and %s would be written to the same file; predict them into two folders",
                        other, file));
            }
        }
        return pictures;
    }

    private static List<Path> files(List<Path> arguments) {
        List<Path> files = new ArrayList<>();
        for (Path argument : arguments) {
            if (Files.isDirectory(argument)) {
                files.addAll(inFolder(argument));
            } else if (Files.isRegularFile(argument)) {
                files.add(argument);
            } else {
                throw new BadData(
                        Text.format("IMAGE: there is no %s; allowed: pictures and folders of pictures", argument));
            }
        }
        return files;
    }

    private static List<Path> inFolder(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> pictures = entries.filter(Pictures::isPicture).sorted().toList();
            if (pictures.isEmpty()) {
                throw new BadData(Text.format("IMAGE: the folder %s has no picture; allowed: %s", folder, EXTENSIONS));
            }
            return pictures;
        } catch (IOException e) {
            throw new BadData(Text.format("IMAGE: cannot list the folder %s: %s", folder, FileProblem.of(e)), e);
        }
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file)
                && EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private static String nameOf(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
