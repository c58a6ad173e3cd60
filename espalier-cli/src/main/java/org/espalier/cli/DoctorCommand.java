package org.espalier.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.espalier.cli.version.Versions;
import org.espalier.deploy.OnnxModel;
import org.espalier.engine.LibTorch;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Shows the environment, for bug reports and questions of speed. It loads the native libraries, so it fails if they
 * cannot be loaded.
 */
@Command(name = "doctor", description = "Show the environment: versions, JVM, processor, memory, allocator.")
final class DoctorCommand implements Runnable {

    private static final Path LINUX_MAPS = Path.of("/proc/self/maps");
    private static final Path LINUX_CPU_INFO = Path.of("/proc/cpuinfo");

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        line("espalier", new Versions().espalier());
        line("libtorch", LibTorch.version() + ", " + LibTorch.cpuCapability() + ", " + LibTorch.threads() + " threads");
        line("kernels", LibTorch.kernels());
        line("ONNX Runtime", OnnxModel.runtimeVersion());
        line(
                "Java",
                Runtime.version() + ", " + System.getProperty("java.vm.name") + ", " + System.getProperty("java.home"));
        line("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        line("processor", processor());
        line("allocator", allocator());
        line("waiting", waiting());
        line(
                "memory",
                Text.format(
                        "%.1f GB; Java heap up to %.1f GB",
                        gigabytes(totalMemoryBytes()),
                        gigabytes(Runtime.getRuntime().maxMemory())));
    }

    private void line(String what, String value) {
        out().println(Text.format("%-13s %s", what, value));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static String processor() {
        int cores = Runtime.getRuntime().availableProcessors();
        return cores + " x " + modelName().orElse(System.getProperty("os.arch"));
    }

    /** The processor model; only Linux reports it without a native call. */
    private static Optional<String> modelName() {
        if (!Files.isReadable(LINUX_CPU_INFO)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(LINUX_CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The allocator of native memory: a preloaded library, or that of the C library. */
    private static String allocator() {
        if (!Files.isReadable(LINUX_MAPS)) {
            return "the system's";
        }
        try (Stream<String> lines = Files.lines(LINUX_MAPS)) {
            return lines.filter(line -> line.contains("tcmalloc") || line.contains("jemalloc"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .findFirst()
                    .orElseGet(DoctorCommand::systemAllocator);
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** The C library's allocator, with as many arenas as it was told to have. */
    private static String systemAllocator() {
        return "1".equals(System.getenv("MALLOC_ARENA_MAX"))
                ? "the system's, one arena"
                : "the system's; with MALLOC_ARENA_MAX=1 in the environment, searches take up to a quarter less memory";
    }

    /** What libtorch's threads do while they wait for each other. */
    private static String waiting() {
        return "PASSIVE".equalsIgnoreCase(System.getenv("OMP_WAIT_POLICY"))
                ? "libtorch's idle threads sleep"
                : "libtorch's idle threads spin; on a busy machine steps take up to twice as long as with"
                        + " OMP_WAIT_POLICY=PASSIVE in the environment";
    }

    private static long totalMemoryBytes() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    private static double gigabytes(long bytes) {
        return bytes / 1e9;
    }
}
