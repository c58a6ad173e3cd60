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

/**
 * Where a run came from: all that one needs, beside the config, to run it again or to understand why it cannot be.
 *
 * @param version of Espalier
 * @param commit of its sources, if the build knew it
 * @param java the virtual machine and its version
 * @param system the operating system, its version and architecture
 * @param cpu the processor's model, if the system tells
 * @param processors how many of them the virtual machine may use
 * @param threads how many the run computes with
 * @param kernels the native code that results depend on to the last bit: its versions and vector instructions
 * @param seeds the root seeds by purpose
 * @param data the fingerprint of the data, if the run uses any
 * @param command the command line
 * @param started when
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
        List<String> command,
        Instant started) {

    public Provenance {
        seeds = Collections.unmodifiableSortedMap(new TreeMap<>(seeds));
        command = List.copyOf(command);
    }

    /** The provenance of what this process is about to do. */
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
                command,
                Instant.now());
    }

    /** @throws BadData if the file is not there or not one that {@link #write} wrote */
    public static Provenance read(Path file) {
        return Json.read(file, Provenance.class);
    }

    /** Replaces the file by this as JSON. */
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
