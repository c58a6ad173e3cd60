package org.espalier.cli.model;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/** The pictures that the arguments IMAGE name: files and folders. */
final class Pictures {

    private static final Set<String> EXTENSIONS =
            new TreeSet<>(Set.of("png", "jpg", "jpeg", "bmp", "gif", "tif", "tiff"));

    private Pictures() {}

    /**
     * Maps the name of each picture to its file. The name has no extension; for a picture in a folder it is the path
     * within that folder, subfolders included.
     *
     * @param out the folder of the predictions; the pictures in it are predictions of before
     * @throws BadData if a file or folder is missing, or a folder has no picture
     * @throws BadUsage if two pictures have the same name, or a prediction would replace a picture
     */
    static SequencedMap<String, Path> named(List<Path> arguments, Path out) {
        SequencedMap<String, Path> pictures = new LinkedHashMap<>();
        for (Path argument : arguments) {
            for (Path file : files(argument, out)) {
                String name = nameOf(file.equals(argument) ? file.getFileName() : argument.relativize(file));
                requireOther(file, out.resolve(name + ".png"));
                Path other = pictures.putIfAbsent(name, file);
                if (other != null) {
                    throw new BadUsage(Text.format(
                            "IMAGE: %s and %s would be written to the same file; predict them into two folders",
                            other, file));
                }
            }
        }
        return pictures;
    }

    private static void requireOther(Path picture, Path prediction) {
        if (absolute(picture).equals(absolute(prediction))) {
            throw new BadUsage(
                    Text.format("--out: the prediction would replace the picture %s; choose another folder", picture));
        }
    }

    private static List<Path> files(Path argument, Path out) {
        if (Files.isDirectory(argument)) {
            return inFolder(argument, out);
        }
        if (Files.isRegularFile(argument)) {
            return List.of(argument);
        }
        throw new BadData(Text.format("IMAGE: there is no %s; allowed: pictures and folders of pictures", argument));
    }

    private static List<Path> inFolder(Path folder, Path out) {
        boolean isBeside = absolute(folder).startsWith(absolute(out));
        try (Stream<Path> entries = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> pictures = entries.filter(Pictures::isPicture)
                    .filter(file -> isBeside || !absolute(file).startsWith(absolute(out)))
                    .sorted()
                    .toList();
            if (pictures.isEmpty()) {
                throw new BadData(Text.format("IMAGE: the folder %s has no picture; allowed: %s", folder, EXTENSIONS));
            }
            return pictures;
        } catch (IOException e) {
            throw unlisted(folder, e);
        } catch (UncheckedIOException e) {
            throw unlisted(folder, Objects.requireNonNull(e.getCause()));
        }
    }

    private static BadData unlisted(Path folder, IOException e) {
        return new BadData(Text.format("IMAGE: cannot list the folder %s: %s", folder, FileProblem.of(e)), e);
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file)
                && EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /** The path without extension, with slashes on all systems. */
    private static String nameOf(Path path) {
        String name = path.toString().replace(File.separatorChar, '/');
        int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
    }
}
