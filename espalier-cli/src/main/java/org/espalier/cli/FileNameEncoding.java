package org.espalier.cli;

import java.nio.file.InvalidPathException;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.text.Text;

/** Explains errors about file names that the encoding of the system has no characters for. */
final class FileNameEncoding {

    private FileNameEncoding() {}

    /** What to tell the user, if such an error is among the causes of an error. */
    static Optional<String> explained(Throwable error) {
        return explained(error, System.getProperty("sun.jnu.encoding", "unknown"));
    }

    static Optional<String> explained(Throwable error, String encoding) {
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause)
                .filter(InvalidPathException.class::isInstance)
                .findFirst()
                .map(cause -> sentence((InvalidPathException) cause, encoding));
    }

    private static String sentence(InvalidPathException error, String encoding) {
        if (encoding.equals("UTF-8")) {
            return Text.format("'%s' is no file name: %s", error.getInput(), error.getReason());
        }
        return Text.format(
                "the file name '%s' has characters that the locale's encoding, %s, lacks; set a UTF-8 locale, such as"
                        + " LC_ALL=C.UTF-8 or LC_ALL=en_US.UTF-8",
                error.getInput(), encoding);
    }
}
