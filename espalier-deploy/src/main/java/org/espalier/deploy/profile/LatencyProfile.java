package org.espalier.deploy.profile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import org.espalier.deploy.OnnxModel;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.latency.Device;
import org.espalier.latency.LatencyKey;
import org.espalier.latency.LatencyTable;
import org.espalier.machine.Machine;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/** Measures the latency table of networks on this machine: each distinct operation once. */
public final class LatencyProfile {

    private static final double NANOS = 1e6;

    private final SortedMap<LatencyKey, Specimen> specimens;
    private final Extent extent;
    private final Device device;

    private LatencyProfile(SortedMap<LatencyKey, Specimen> specimens, Extent extent, Device device) {
        this.specimens = specimens;
        this.extent = extent;
        this.device = device;
    }

    /** Receives the progress, before the first measurement and after each one. */
    @FunctionalInterface
    public interface Watcher {
        void measured(int done, int all);
    }

    /**
     * A profile of networks.
     *
     * @param networks as they are exported ({@link org.espalier.pass.Passes#FOR_EXPORT})
     * @param extent one image
     * @param device this one, {@link #here}
     */
    public static LatencyProfile of(Collection<Graph> networks, Extent extent, Device device) {
        return new LatencyProfile(Specimen.of(networks, extent), extent, device);
    }

    /**
     * This machine with ONNX Runtime.
     *
     * @param threads processors that one operation may use
     * @param version of Espalier
     */
    public static Device here(int threads, String version) {
        return new Device(
                Text.format("%s, %d processors", Machine.system(), Machine.processors()),
                Machine.cpu().orElse("unknown"),
                "onnxruntime " + OnnxModel.runtimeVersion(),
                Text.format("espalier %s, java %s", version, Runtime.version()),
                threads);
    }

    /**
     * Measures the entries that the table in a file lacks, and replaces the file after each measurement, so that an
     * interrupted profile can be resumed. Those that take far longer than other widths let expect are measured once
     * more, and the shorter time counts: other work on the machine only adds time.
     *
     * @param file a table to complete; it need not exist
     * @throws BadUsage if the table is from another device or runtime, or was measured with another number of threads
     * @throws org.espalier.problem.BadData if the file is not a latency table
     */
    public LatencyTable into(Path file, Watcher watcher) {
        LatencyTable table = begun(file);
        SortedSet<LatencyKey> missing = table.missing(specimens.keySet());
        int all = specimens.size();
        watcher.measured(all - missing.size(), all);
        if (missing.isEmpty()) {
            return table;
        }
        OperationTimer timer = new OperationTimer(extent, device.threads());
        int done = all - missing.size();
        for (Map.Entry<LatencyKey, Specimen> entry : specimens.entrySet()) {
            if (missing.contains(entry.getKey())) {
                table = table.with(entry.getKey(), millis(timer, entry.getValue()));
                table.write(file);
                watcher.measured(++done, all);
            }
        }
        for (LatencyKey key : table.outOfLine()) {
            Specimen specimen = specimens.get(key);
            if (specimen != null && missing.contains(key)) {
                table = table.with(key, Math.min(table.millis().getOrDefault(key, 0.0), millis(timer, specimen)));
                table.write(file);
            }
        }
        return table;
    }

    private static double millis(OperationTimer timer, Specimen specimen) {
        return Math.round(timer.millis(specimen) * NANOS) / NANOS;
    }

    private LatencyTable begun(Path file) {
        if (!Files.exists(file)) {
            return LatencyTable.empty(device, Instant.now(), specimens.keySet());
        }
        LatencyTable table = LatencyTable.read(file);
        table.requireLike(device);
        if (table.device().threads() != device.threads()) {
            throw new BadUsage(Text.format(
                    "--threads: got %d; the table %s was measured with %d; allowed: the same, or another file",
                    device.threads(), file, table.device().threads()));
        }
        return table.asked(specimens.keySet());
    }
}
