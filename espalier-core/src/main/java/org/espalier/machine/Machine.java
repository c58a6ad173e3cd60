package org.espalier.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Describes the machine. */
public final class Machine {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** The processor's model; empty except on Linux, which has it in a file. */
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

    /** The number of processors available to the virtual machine. */
    public static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** The operating system and its architecture: {@code Linux amd64}. */
    public static String system() {
        return System.getProperty("os.name", "unknown") + " " + System.getProperty("os.arch", "unknown");
    }
}
