package org.espalier.data.layout;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.file.FileNameEncoding;
import org.espalier.text.Text;

/**
 * Finds the files that a list names. Lists often come from another machine, with absolute paths or backslashes, or name
 * pictures without their extension.
 *
 * @param root no file outside this folder is used
 * @param bases folders in which a path is looked for, the first first
 */
public record ListedPaths(Path root, List<Path> bases) {

    /**
     * The file: the path as written, otherwise its last two parts, otherwise either with the extension of a picture, in
     * each of the folders.
     */
    public Optional<Path> find(String text) {
        List<Path> candidates = new ArrayList<>();
        for (String written : List.of(text, text.replace('\\', '/'))) {
            path(written).ifPresent(path -> {
                bases.forEach(base -> candidates.add(base.resolve(path)));
                int parts = path.getNameCount();
                if (parts > 0) {
                    Path end = path.subpath(Math.max(parts - 2, 0), parts);
                    bases.forEach(base -> candidates.add(base.resolve(end)));
                }
            });
        }
        return candidates.stream()
                .map(Path::normalize)
                .filter(file -> file.startsWith(root))
                .flatMap(file -> existing(file).stream())
                .findFirst();
    }

    /** What is wrong with a path that was not found, to follow the place of its line. */
    String problem(String text) {
        boolean outside = path(text).stream()
                .flatMap(path -> bases.stream().map(base -> base.resolve(path).normalize()))
                .anyMatch(file -> !file.startsWith(root) && (Files.exists(file) || text.contains("..")));
        return outside
                ? Text.format("%s lies outside the folder %s; copy the file into it and correct the list", text, root)
                : Text.format("no file %s, and none of that name in %s", text, String.join(" or ", names()));
    }

    private List<String> names() {
        return bases.stream().map(Path::toString).toList();
    }

    private static Optional<Path> existing(Path file) {
        if (Files.isRegularFile(file)) {
            return Optional.of(file);
        }
        return FileTree.PICTURES.stream()
                .map(extension -> file.resolveSibling(file.getFileName() + "." + extension))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text)).filter(path -> path.getNameCount() > 0);
        } catch (InvalidPathException e) {
            if (!FileNameEncoding.isUtf8()) {
                throw e; // the locale is to blame, not the list
            }
            return Optional.empty();
        }
    }
}
