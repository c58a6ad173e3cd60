package org.espalier.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What the machine is. */
public final class Machine {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** The processor's model, if the system tells: Linux does in a file; elsewhere it takes a program, which is not worth it. */
    public static Optional<String> cpu() {
        if (!Files.isReadable(PROCESSORS)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** How many processors the virtual machine may use. */
    public static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** The operating system and its architecture: {@code Linux amd64}. */
    public static String system() {
        return System.getProperty("os.name", "unknown") + " " + System.getProperty("os.arch", "unknown");
    }
}
