package org.espalier.latency;

import org.espalier.problem.Allowed;
import org.espalier.text.Text;

/**
 * Where and how a table was measured.
 *
 * @param device the machine, such as {@code Linux amd64, 2 processors}
 * @param cpu the processor's model
 * @param runtime what ran the operations, with its version: {@code onnxruntime 1.26.0}
 * @param versions of other software involved
 * @param threads processors that one operation could use
 */
public record Device(String device, String cpu, String runtime, String versions, int threads) {

    /**
     * @throws IllegalArgumentException if a text is blank or of several lines, or there are no threads
     */
    public Device {
        requireLine("device", device);
        requireLine("cpu", cpu);
        requireLine("runtime", runtime);
        requireLine("versions", versions);
        Allowed.atLeast("threads", threads, 1);
    }

    /**
     * Whether times measured on one are valid for the other: same machine, processor and runtime. The number of threads
     * may differ.
     */
    public boolean isLike(Device other) {
        return device.equals(other.device) && cpu.equals(other.cpu) && runtime.equals(other.runtime);
    }

    /** As one line of text. */
    public String describe() {
        return Text.format("%s (%s), %s, %d threads", device, cpu, runtime, threads);
    }

    private static void requireLine(String what, String text) {
        Allowed.that(!text.isBlank() && text.lines().count() == 1 && text.equals(text.strip()), what, text, "one line");
    }
}
