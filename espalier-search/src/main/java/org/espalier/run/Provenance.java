package org.espalier.run;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.espalier.machine.Machine;
import org.espalier.problem.BadData;
import org.espalier.safetensors.TensorFile;
import org.espalier.safetensors.Tensors;

/**
 * What a run was started with: together with the config, what is needed to reproduce it.
 *
 * @param version of Espalier
 * @param commit of its sources, if known
 * @param java name and version of the virtual machine
 * @param system name, version and architecture of the operating system
 * @param cpu processor model, if known
 * @param processors number available to the virtual machine
 * @param threads number that the run computes with
 * @param kernels native code that results depend on to the last bit: versions and vector instructions
 * @param seeds root seeds by purpose
 * @param data fingerprint of the data, if the run uses any
 * @param weights hash of the weights that it began with; empty for random ones; files of earlier versions say nothing
 * @param command the command line
 * @param started start time
 */
public record Provenance(
        String version,
        Optional<String> commit,
        String java,
        String system,
        Optional<String> cpu,
        int processors,
        int threads,
        String kernels,
        SortedMap<String, Long> seeds,
        Optional<String> data,
        Optional<String> weights,
        List<String> command,
        Instant started) {

    private static final List<String> YOUNGER = List.of("weights");

    public Provenance {
        seeds = Collections.unmodifiableSortedMap(new TreeMap<>(seeds));
        command = List.copyOf(command);
    }

    /** The provenance of a run that this process starts now. */
    public static Provenance of(
            int threads, String kernels, Map<String, Long> seeds, Optional<String> data, List<String> command) {
        BuildInfo build = BuildInfo.load();
        return new Provenance(
                build.version(),
                build.commit(),
                property("java.vm.name") + " " + Runtime.version(),
                property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                Machine.cpu(),
                Machine.processors(),
                threads,
                kernels,
                new TreeMap<>(seeds),
                data,
                Optional.empty(),
                command,
                Instant.now());
    }

    /** A copy for a run that begins with given weights. */
    public Provenance from(Optional<Tensors> initial) {
        return new Provenance(
                version,
                commit,
                java,
                system,
                cpu,
                processors,
                threads,
                kernels,
                seeds,
                data,
                initial.map(TensorFile::hash),
                command,
                started);
    }

    /** @throws BadData if the file is missing or was not written by {@link #write} */
    public static Provenance read(Path file) {
        return Json.read(file, Provenance.class, YOUNGER);
    }

    /** Writes this to a file as JSON; replaces an existing one. */
    public void write(Path file) {
        Json.write(file, this);
    }

    Event addTo(Event event) {
        return event.with("provenance", Json.MAPPER.valueToTree(this));
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
