package org.espalier.latency;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.espalier.file.AtomicFile;
import org.espalier.file.Sha256;
import org.espalier.graph.Extent;
import org.espalier.graph.Graph;
import org.espalier.problem.Allowed;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/**
 * Measured times of operations on a device, in milliseconds. Operations are timed one by one; a network's latency is
 * predicted from their sum.
 *
 * @param device where and how it was measured
 * @param measured when, to the second
 * @param space hash of the requested keys, {@link #hashOf}; the table is complete if its own keys have this hash
 * @param model fitted to whole networks, if any
 * @param millis of each operation, 0 to {@value #MOST_MILLIS}
 */
public record LatencyTable(
        Device device,
        Instant measured,
        String space,
        Optional<LatencyModel> model,
        SortedMap<LatencyKey, Double> millis) {

    /** Limit for the time of one operation: larger values are in another unit. */
    public static final double MOST_MILLIS = 60_000;

    private static final double OUT_OF_LINE = 1.5;
    private static final int HASH_DIGITS = 16;
    private static final int SHOWN = 3;

    /**
     * @throws IllegalArgumentException if a time is negative, not finite or above the limit
     */
    public LatencyTable {
        measured = measured.truncatedTo(ChronoUnit.SECONDS);
        millis = Collections.unmodifiableSortedMap(new TreeMap<>(millis));
        millis.forEach((key, time) -> Allowed.between("millis of " + key, time, 0, MOST_MILLIS));
    }

    /** A table without entries, for the requested keys. */
    public static LatencyTable empty(Device device, Instant measured, Collection<LatencyKey> asked) {
        return new LatencyTable(device, measured, hashOf(asked), Optional.empty(), new TreeMap<>());
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws BadData if the file cannot be read, is empty, cut off, or holds an impossible time; names the line
     */
    public static LatencyTable read(Path file) {
        return LatencyCsv.read(file);
    }

    /** Writes the table, replacing the file atomically; the same table gives the same bytes. */
    public void write(Path file) {
        AtomicFile.write(file, LatencyCsv.text(this));
    }

    /**
     * The time of each node, in canonical order; 0 for nodes without a key. The same node has the same time in every
     * graph.
     *
     * @param graph see {@link LatencyKeys}
     * @param extent one image
     * @throws BadData if entries are missing; names them and how to measure them
     */
    public double[] millis(Graph graph, Extent extent) {
        List<Optional<LatencyKey>> keys = LatencyKeys.of(graph, extent);
        requireAll(graph, keys);
        return keys.stream()
                .mapToDouble(key -> key.map(this::millis).orElse(0.0))
                .toArray();
    }

    /** The keys of a collection that have no entry. */
    public SortedSet<LatencyKey> missing(Collection<LatencyKey> asked) {
        SortedSet<LatencyKey> missing = new TreeSet<>(asked);
        missing.removeAll(millis.keySet());
        return missing;
    }

    /** Whether every requested key has been measured. */
    public boolean isWhole() {
        return hashOf(millis.keySet()).equals(space);
    }

    /** The same table with one entry added or replaced. */
    public LatencyTable with(LatencyKey key, double time) {
        SortedMap<LatencyKey, Double> more = new TreeMap<>(millis);
        more.put(key, time);
        return new LatencyTable(device, measured, space, model, more);
    }

    /** The same table, with more requested keys. */
    public LatencyTable asked(Collection<LatencyKey> more) {
        SortedSet<LatencyKey> all = new TreeSet<>(millis.keySet());
        all.addAll(more);
        return new LatencyTable(device, measured, hashOf(all), model, millis);
    }

    /**
     * The same table with estimates for those of some keys that were not measured, but narrower and wider ones of the
     * same operation on maps of the same size, at three widths or more.
     */
    LatencyTable estimating(Collection<LatencyKey> wanted) {
        WidthEstimates estimates = new WidthEstimates(millis);
        return completed(wanted, estimates, estimates::isBetween);
    }

    /** As {@link #estimating}, also beyond the widths that were measured: good enough to find the right widths by. */
    LatencyTable extrapolating(Collection<LatencyKey> wanted) {
        return completed(wanted, new WidthEstimates(millis), key -> true);
    }

    /**
     * Entries that take far longer than the same operation at other widths lets expect: they were probably measured
     * while the machine had other work.
     */
    public SortedSet<LatencyKey> outOfLine() {
        WidthEstimates estimates = new WidthEstimates(millis);
        return millis.entrySet().stream()
                .filter(entry -> estimates
                        .byOthers(entry.getKey())
                        .filter(expected -> entry.getValue() > OUT_OF_LINE * expected)
                        .isPresent())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private LatencyTable completed(
            Collection<LatencyKey> wanted, WidthEstimates estimates, Predicate<LatencyKey> isAllowed) {
        SortedSet<LatencyKey> missing = missing(wanted);
        if (missing.isEmpty()) {
            return this;
        }
        SortedMap<LatencyKey, Double> more = new TreeMap<>(millis);
        missing.stream()
                .filter(isAllowed)
                .forEach(key -> estimates.of(key).ifPresent(time -> more.put(key, Math.min(time, MOST_MILLIS))));
        return new LatencyTable(device, measured, space, model, more);
    }

    /** The same table with a model fitted to whole networks. */
    public LatencyTable with(LatencyModel fitted) {
        return new LatencyTable(device, measured, space, Optional.of(fitted), millis);
    }

    /**
     * Rejects a table that was measured on another device.
     *
     * @param here the device and runtime in use
     * @throws BadUsage if the table was measured on another
     */
    public void requireLike(Device here) {
        if (!device.isLike(here)) {
            throw new BadUsage(Text.format(
                            "the latency table was measured on %s; this is %s; measure one here with espalier profile,",
                            device.describe(), here.describe())
                    + " or use the other device's times with --force");
        }
    }

    /** SHA-256 over keys in their order, the first 16 digits in hexadecimal. */
    public static String hashOf(Collection<LatencyKey> keys) {
        String text = new TreeSet<>(keys).stream().map(LatencyKey::toString).collect(Collectors.joining("\n"));
        return Sha256.of(text).substring(0, HASH_DIGITS);
    }

    private double millis(LatencyKey key) {
        return Objects.requireNonNull(millis.get(key));
    }

    private void requireAll(Graph graph, List<Optional<LatencyKey>> keys) {
        Map<LatencyKey, String> missing = new TreeMap<>();
        for (int index = 0; index < keys.size(); index++) {
            String node = graph.nodes().get(index).name();
            keys.get(index).filter(key -> !millis.containsKey(key)).ifPresent(key -> missing.putIfAbsent(key, node));
        }
        if (missing.isEmpty()) {
            return;
        }
        List<String> shown = new ArrayList<>();
        missing.forEach((key, node) -> shown.add(Text.format("%s (node %s)", key, node)));
        int more = shown.size() - SHOWN;
        throw new BadData(Text.format(
                        "the latency table has no entry for %s%s; measure the missing ones with espalier profile, with"
                                + " the same",
                        String.join("; ", shown.subList(0, Math.min(SHOWN, shown.size()))),
                        more > 0 ? "; and " + more + " more" : "")
                + " architecture, --size and --classes (for a search: method, --preset and --supernet) and the"
                + " table as --out: it adds them to the table; or measure narrower and wider ones too, with --widths");
    }
}
