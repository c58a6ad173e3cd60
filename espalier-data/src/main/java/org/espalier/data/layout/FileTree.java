package org.espalier.data.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * The files of some kind in a folder and its subfolders, by their paths within it, with {@code /} and without
 * extension. Files whose names begin with a dot are not seen.
 *
 * @param root the folder
 * @param files in the order of their paths
 */
public record FileTree(Path root, SortedMap<String, Path> files) {

    /** Extensions of pictures. */
    public static final List<String> PICTURES = List.of("png", "jpg", "jpeg", "bmp", "gif", "tif", "tiff");

    /**
     * The pictures in a folder.
     *
     * @throws BadData if the folder cannot be read or two pictures differ only in their extension
     */
    public static FileTree ofPictures(Path root) {
        return of(root, PICTURES);
    }

    /**
     * The files with some extensions.
     *
     * @param extensions in lower case; files may have them in any case
     * @throws BadData if the folder cannot be read or two files differ only in their extension
     */
    public static FileTree of(Path root, List<String> extensions) {
        SortedMap<String, Path> files = new TreeMap<>();
        for (Path file : list(root)) {
            Path relative = root.relativize(file);
            if (isHidden(relative) || !extensions.contains(extension(file))) {
                continue;
            }
            Path other = files.put(SampleFiles.id(relative), file);
            if (other != null) {
                throw new BadData(Text.format(
                        "%s and %s have one name but for the extension, so they cannot be told apart; rename one",
                        other, file));
            }
        }
        return new FileTree(root, files);
    }

    /** The file of that path without extension. */
    public Optional<Path> find(String id) {
        return Optional.ofNullable(files.get(id));
    }

    /** The path within this tree, with {@code /} and without extension, of a file that lies in its folder. */
    public String id(Path file) {
        return SampleFiles.id(root.relativize(file));
    }

    private static List<Path> list(Path root) {
        try (Stream<Path> found = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            throw unreadable(root, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unreadable(root, e);
        }
    }

    private static BadData unreadable(Path root, IOException e) {
        return new BadData(Text.format("%s: cannot be read: %s", root, FileProblem.of(e)), e);
    }

    private static boolean isHidden(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .anyMatch(part -> part.toString().startsWith("."));
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
