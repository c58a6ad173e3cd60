package org.espalier.engine;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.espalier.engine.operation.DilatedDepthwise;
import org.espalier.kernel.Kernels;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Failure;
import org.espalier.text.Text;

/**
 * The native library: loading, version, threads. All classes of the engine load it when they need it; loading again
 * costs nothing.
 */
public final class LibTorch {

    private static final Pattern VERSION = Pattern.compile("TORCH_VERSION=([^,\\s]+)");

    private LibTorch() {}

    /**
     * Loads the native libraries. The first time takes some seconds, because they are unpacked.
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

    /**
     * The vector instructions that libtorch's own kernels use: {@code AVX2}, {@code AVX512}, or {@code DEFAULT} for
     * none.
     */
    public static String cpuCapability() {
        load();
        return torch.get_cpu_capability().getString();
    }

    /**
     * The kernels that results depend on to the last bit, in one line for a run's provenance: libtorch's version, the
     * vector instructions of its own kernels, and the operations that the engine computes with other kernels than
     * libtorch would.
     */
    public static String kernels() {
        return Text.format(
                "libtorch %s, %s, %s",
                version(),
                cpuCapability(),
                Kernels.areAvailable() ? Kernels.description() : "no vector kernels, " + DilatedDepthwise.DESCRIPTION);
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

    /** Returns free memory of the Java heap and of the native heap to the system. */
    public static void giveBackMemory() {
        load();
        System.gc();
        Pointer.trimMemory();
    }

    /** The class loader initialises this once, on one thread. */
    private static final class Natives {

        static {
            // JavaCPP's default limit of physical memory is meant for the Java heap; tensors need more.
            if (System.getProperty("org.bytedeco.javacpp.maxphysicalbytes") == null) {
                System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
            }
            // All libraries are unpacked before the first is linked: otherwise the linker may find a libtorch_cpu.so of
            // the
            // system instead of the unpacked one.
            try {
                Loader.cacheResources("/org/bytedeco/pytorch/" + Loader.getPlatform() + "/");
                Loader.load(torch.class);
                // OpenBLAS's threads busy-wait for each other; libtorch calls it from threads of its own anyway.
                openblas_nolapack.blas_set_num_threads(1);
                // Where NNPACK does not know the processor, it would say so on the console at each convolution.
                torch.globalContext().setUserEnabledNNPACK(false);
            } catch (IOException e) {
                throw new Failure(
                        "libtorch's native libraries cannot be unpacked: " + e.getMessage()
                                + "; set the system property org.bytedeco.javacpp.cachedir to another folder",
                        e);
            } catch (UnsatisfiedLinkError e) {
                throw new Failure(
                        "libtorch has no native libraries for " + Loader.getPlatform() + " here: " + e.getMessage()
                                + "; add org.bytedeco:pytorch with the classifier of your platform",
                        e);
            }
        }

        static void load() {
            // Calling this method has run the initialiser above.
        }
    }
}
