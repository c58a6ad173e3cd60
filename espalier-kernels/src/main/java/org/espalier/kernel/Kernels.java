package org.espalier.kernel;

/** Whether the kernels of this package can run in this JVM. This class loads in every JVM. */
public final class Kernels {

    private static final String MODULE = "jdk.incubator.vector";

    private Kernels() {}

    /** Whether the Vector API is there: the JVM was started with {@code --add-modules jdk.incubator.vector}. */
    public static boolean areAvailable() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /**
     * What runs here, for a run's provenance, such as "vector kernels of 256 bits".
     *
     * @throws IllegalStateException if the Vector API is not there
     */
    public static String description() {
        if (!areAvailable()) {
            throw new IllegalStateException("The kernels need the JVM option --add-modules " + MODULE + ".");
        }
        return "vector kernels of " + Lanes.COUNT * Float.SIZE + " bits";
    }
}
