package org.espalier.machine;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Memory that this process could still get, without swapping. Known on Linux only. */
public final class AvailableMemory {

    private static final Path MEMORY = Path.of("/proc/meminfo");

    private AvailableMemory() {}

    /**
     * Bytes that the system can still give, but no more than the container's limit leaves; empty where the system does
     * not report it.
     */
    public static OptionalLong bytes() {
        OptionalLong available = kilobytes("MemAvailable:");
        OptionalLong total = kilobytes("MemTotal:");
        if (available.isEmpty() || total.isEmpty()) {
            return OptionalLong.empty();
        }
        long bytes = 1024 * available.getAsLong();
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                && system.getTotalMemorySize() < 1024 * total.getAsLong()) {
            bytes = Math.min(bytes, system.getFreeMemorySize()); // a container: its limit less what it uses
        }
        return OptionalLong.of(bytes);
    }

    private static OptionalLong kilobytes(String key) {
        if (!Files.isReadable(MEMORY)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(MEMORY)) {
            return lines.filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            throw new IllegalStateException(MEMORY + " could be read, but was not", e);
        }
    }
}
