package org.espalier.engine;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.espalier.engine.operation.DilatedDepthwise;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Failure;

/** The native library: loading it, its version, its threads. Everything in this package loads it by itself; loading twice is free. */
public final class LibTorch {

    private static final Pattern VERSION = Pattern.compile("TORCH_VERSION=([^,\\s]+)");

    private LibTorch() {}

    /**
     * Loads the natives; the first time takes some seconds, as they are unpacked.
     *
     * @throws Failure if they cannot be unpacked or linked
     */
    public static void load() {
        Natives.load();
    }

    /** Version of libtorch, such as {@code 2.10.0}. */
    public static String version() {
        load();
        Matcher matcher = VERSION.matcher(torch.show_config().getString());
        return matcher.find() ? matcher.group(1) : "unknown";
    }

    /** The vector instructions that libtorch's own kernels use, such as {@code AVX2}. */
    public static String cpuCapability() {
        load();
        return torch.get_cpu_capability().getString();
    }

    /**
     * The kernels that results depend on to the last bits, in one line: libtorch's version, the vector instructions of its own
     * kernels, and which operations are computed by other means. For a run's provenance.
     */
    public static String kernels() {
        return "libtorch %s, %s, %s".formatted(version(), cpuCapability(), DilatedDepthwise.DESCRIPTION);
    }

    /** Threads that one operation may use. */
    public static int threads() {
        load();
        return torch.get_num_threads();
    }

    /**
     * Sets the threads that one operation may use, for the whole process.
     *
     * @throws BadUsage if {@code count} is less than 1
     */
    public static void setThreads(int count) {
        if (count < 1) {
            throw new BadUsage("threads: " + count + "; allowed: at least 1");
        }
        load();
        torch.set_num_threads(count);
    }

    /** Gives memory that is free, the Java heap's and the native one's, back to the system. */
    public static void giveBackMemory() {
        load();
        System.gc();
        Pointer.trimMemory();
    }

    /** Loaded by the class loader, once and by one thread. */
    private static final class Natives {

        static {
            // JavaCPP refuses to allocate once the process has grown past a limit made for heaps, not for tensors.
            if (System.getProperty("org.bytedeco.javacpp.maxphysicalbytes") == null) {
                System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
            }
            // All libraries are unpacked before the first is linked: else a system's libtorch_cpu.so is found in the
            // neighbour's place.
            try {
                Loader.cacheResources("/org/bytedeco/pytorch/" + Loader.getPlatform() + "/");
                Loader.load(torch.class);
                // OpenBLAS's threads wait for each other by spinning; libtorch calls it from threads of its own anyway.
                openblas_nolapack.blas_set_num_threads(1);
            } catch (IOException e) {
                throw new Failure(
                        "libtorch's natives cannot be unpacked: " + e.getMessage()
                                + "; the system property org.bytedeco.javacpp.cachedir names another folder for them",
                        e);
            } catch (UnsatisfiedLinkError e) {
                throw new Failure(
                        "libtorch has no natives for " + Loader.getPlatform() + " here: " + e.getMessage()
                                + "; add org.bytedeco:pytorch with the classifier of your platform",
                        e);
            }
        }

        static void load() {
            // Reaching this method has run the initialiser above.
        }
    }
}
