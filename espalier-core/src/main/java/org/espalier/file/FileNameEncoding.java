package org.espalier.file;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/** Explains file names that the encoding of the system has no characters for, and errors about them. */
public final class FileNameEncoding {

    /** Stands for bytes that are no character. */
    private static final char UNKNOWN = '\uFFFD';

    private FileNameEncoding() {}

    /** What to tell the user, if such an error is among the causes of an error. */
    public static Optional<String> explained(Throwable error) {
        return explained(error, encoding());
    }

    static Optional<String> explained(Throwable error, String encoding) {
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause)
                .filter(InvalidPathException.class::isInstance)
                .map(InvalidPathException.class::cast)
                .findFirst()
                .map(cause -> isUtf8(encoding)
                        ? Text.format("'%s' is no file name: %s", cause.getInput(), cause.getReason())
                        : lacking("the file name", cause.getInput(), encoding));
    }

    /**
     * Refuses a file found in a folder whose name has bytes that are no characters: most of Java's libraries would not
     * find it by its name.
     *
     * @throws BadUsage if it is such a file
     */
    public static void require(Path file) {
        require(file, encoding());
    }

    static void require(Path file, String encoding) {
        String name = file.toString();
        if (name.indexOf(UNKNOWN) < 0 || isPath(name, file)) {
            return;
        }
        throw new BadUsage(
                isUtf8(encoding)
                        ? Text.format("the file name '%s' is not in UTF-8; rename it", name)
                        : lacking("the file name", name, encoding));
    }

    /** What to tell the user if Java does not find the working folder by its name. */
    public static Optional<String> ofWorkingFolder() {
        String name = System.getProperty("user.dir");
        return isUtf8() || new File(name).isDirectory()
                ? Optional.empty()
                : Optional.of(lacking("the working folder", name, encoding()));
    }

    /** Whether names may have any character. */
    public static boolean isUtf8() {
        return isUtf8(encoding());
    }

    private static boolean isPath(String name, Path file) {
        try {
            return Path.of(name).equals(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String lacking(String what, String name, String encoding) {
        return Text.format(
                "%s '%s' has characters that the locale's encoding, %s, lacks; set a UTF-8 locale, such as"
                        + " LC_ALL=C.UTF-8 or LC_ALL=en_US.UTF-8",
                what, name, encoding);
    }

    private static boolean isUtf8(String encoding) {
        return encoding.equals("UTF-8");
    }

    private static String encoding() {
        return System.getProperty("sun.jnu.encoding", "unknown");
    }
}
