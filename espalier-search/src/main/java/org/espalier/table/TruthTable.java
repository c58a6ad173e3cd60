package org.espalier.table;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.blueprint.Blueprint;
import org.espalier.problem.Allowed;
import org.espalier.problem.BadData;
import org.espalier.run.Json;

/**
 * Networks of a space at one price, each trained several times: what searchers are judged by.
 *
 * @param space name of the method whose space it is
 * @param search the method's configuration, as text: space, budget, seed of the draws
 * @param data the data set's name
 * @param fingerprint of the data
 * @param training the recipe of every training, as text
 * @param weights hash of the weights that networks start from; empty for random weights
 * @param classes of the networks
 * @param height rows of an image
 * @param width columns of an image
 * @param rungs numbers of steps after which losses were measured, ascending; the last is the end of the training
 * @param entries the networks, in the order in which they were drawn
 * @param manifest hash of everything that the table depends on
 * @param commit of the sources, if known
 * @param kernels native code that results depend on to the last bit
 */
public record TruthTable(
        String space,
        String search,
        String data,
        String fingerprint,
        String training,
        Optional<String> weights,
        int classes,
        int height,
        int width,
        List<Long> rungs,
        List<Entry> entries,
        String manifest,
        Optional<String> commit,
        String kernels) {

    public TruthTable {
        rungs = List.copyOf(rungs);
        entries = List.copyOf(entries);
        Allowed.notEmpty("rungs", rungs);
        Allowed.notEmpty("entries", entries);
        int seeds = entries.getFirst().trainings().size();
        for (Entry entry : entries) {
            Allowed.that(
                    entry.trainings().size() == seeds,
                    "trainings of " + entry.network(),
                    entry.trainings().size(),
                    seeds + ", as of the first network");
            for (Scores scores : entry.trainings()) {
                Allowed.that(
                        scores.losses().size() == rungs.size(),
                        "losses of " + entry.network(),
                        scores.losses().size(),
                        rungs.size() + ", one a rung");
            }
        }
    }

    /**
     * A network.
     *
     * @param network hash of its graph
     * @param blueprint with the widths that meet the budget
     * @param multiplyAdds for one image
     * @param trainings scores, by seed
     */
    public record Entry(String network, Blueprint blueprint, long multiplyAdds, List<Scores> trainings) {
        public Entry {
            trainings = List.copyOf(trainings);
        }
    }

    /**
     * The scores of one training.
     *
     * @param losses on {@code select} after each rung, in nats a pixel; NaN from where the training failed
     * @param val cross-entropy on {@code val} at the end
     * @param miou on {@code val} at the end
     */
    public record Scores(List<Double> losses, double val, double miou) {
        public Scores {
            losses = List.copyOf(losses);
        }
    }

    /** mIoU on {@code val} at the end, [entries][seeds]. */
    double[][] miou() {
        return entries.stream()
                .map(entry ->
                        entry.trainings().stream().mapToDouble(Scores::miou).toArray())
                .toArray(double[][]::new);
    }

    /** Number of trainings of each network. */
    public int seeds() {
        return entries.getFirst().trainings().size();
    }

    /** The file in the folder of the run that makes it. */
    public static Path file(Path folder) {
        return folder.resolve("table.json");
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws BadData if the file cannot be read or holds no table
     */
    public static TruthTable read(Path file) {
        return Json.read(file, TruthTable.class);
    }

    /** Writes the table, a line an entry; replaces an existing file. */
    public void write(Path file) {
        Json.writeCompact(file, this, "network");
    }
}
