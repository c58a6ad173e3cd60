import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks or applies the format of every Java source below a folder. The build starts it on the JDK that compiles the
 * sources, because a formatter can parse no newer Java than the JVM it runs in and Maven's own JVM may be older.
 */
final class Format {

    private static final Formatter FORMATTER = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    public static void main(String[] args) throws IOException {
        boolean apply = args[0].equals("apply");
        Path root = Path.of(args[1]);
        List<Path> changed;
        try (Stream<Path> files = Files.walk(root)) {
            changed = files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !root.relativize(file).toString().matches("(.*[/\\\\])?target[/\\\\].*"))
                    .toList()
                    .parallelStream()
                    .filter(file -> changes(file, apply))
                    .sorted()
                    .toList();
        }
        if (changed.isEmpty()) {
            return;
        }
        System.out.println((apply ? "Formatted:" : "Not formatted; \"mvn -N -Pformat\" does it:"));
        changed.forEach(file -> System.out.println("  " + root.relativize(file)));
        System.exit(apply ? 0 : 1);
    }

    private static boolean changes(Path file, boolean apply) {
        try {
            String source = Files.readString(file);
            String formatted = FORMATTER.formatSourceAndFixImports(source);
            if (apply && !formatted.equals(source)) {
                Files.writeString(file, formatted);
            }
            return !formatted.equals(source);
        } catch (FormatterException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
