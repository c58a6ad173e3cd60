package org.espalier.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import org.espalier.config.Configs;
import org.espalier.file.Sha256;
import org.espalier.problem.BadUsage;
import org.espalier.run.Json;
import org.espalier.search.Search;
import org.espalier.text.Text;
import org.espalier.train.Training;

/**
 * What a study does, written before its first cell and never changed: {@code manifest.json}.
 *
 * @param study as its file has it, with all defaults, as YAML
 * @param data fingerprint of the data
 * @param searches configurations of the searches, by method, as YAML, without the seeds of blocks
 * @param training of every network, as YAML, without the seeds of blocks
 * @param calibration by method
 * @param halving number of candidates that the control may train, by method: as many as a supernet search's time pays
 * @param costs of a search and of halving, by method
 * @param trainings number of full trainings that the study comes to
 * @param hours that it takes, by the calibration
 * @param semantics versions of what trainings and searches compute
 * @param commit of the sources, if known
 * @param hash of all of the above
 */
public record StudyManifest(
        String study,
        String data,
        SortedMap<String, String> searches,
        String training,
        SortedMap<String, Calibration> calibration,
        SortedMap<String, Integer> halving,
        SortedMap<String, StudyCost> costs,
        double trainings,
        double hours,
        String semantics,
        Optional<String> commit,
        String hash) {

    /** The versions of this process. */
    static final String SEMANTICS = Text.format("training %d, search %d", Training.SEMANTICS, Search.SEMANTICS);

    /** The file in a study's folder. */
    public static Path file(Path folder) {
        return folder.resolve("manifest.json");
    }

    /** A copy with its hash. */
    StudyManifest hashed() {
        return withHash(ownHash());
    }

    private String ownHash() {
        return Sha256.of(Configs.text(withHash("")));
    }

    private StudyManifest withHash(String other) {
        return new StudyManifest(
                study,
                data,
                searches,
                training,
                calibration,
                halving,
                costs,
                trainings,
                hours,
                semantics,
                commit,
                other);
    }

    /** Writes the manifest of a new study. */
    void write(Path folder) {
        Json.write(file(folder), this);
    }

    /**
     * The manifest of a study that has begun; empty if it has none yet.
     *
     * @throws BadUsage if the file was changed, or trainings or searches compute something else now
     * @throws org.espalier.problem.BadData if the file is damaged
     */
    static Optional<StudyManifest> read(Path folder) {
        Path file = file(folder);
        if (!Files.exists(file)) {
            if (Cells.isBegun(folder)) {
                throw new BadUsage(Text.format(
                        "%s is missing, but the study has results; restore it from a copy, or %s", file, anew(folder)));
            }
            return Optional.empty();
        }
        StudyManifest manifest = Json.read(file, StudyManifest.class);
        if (!manifest.ownHash().equals(manifest.hash)) {
            throw new BadUsage(Text.format(
                    "%s was changed after the study had begun; restore it from a copy, or %s", file, anew(folder)));
        }
        if (!manifest.semantics.equals(SEMANTICS)) {
            throw new BadUsage(Text.format(
                    "the study in %s was begun with other versions (%s) than this Espalier's (%s), and results must"
                            + " not be mixed; finish it with its own version (commit %s), or %s",
                    folder, manifest.semantics, SEMANTICS, manifest.commit.orElse("unknown"), anew(folder)));
        }
        return Optional.of(manifest);
    }

    private static String anew(Path folder) {
        return "begin a study in another folder, which can take over results with --cells " + folder;
    }
}
