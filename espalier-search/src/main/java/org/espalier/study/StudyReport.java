package org.espalier.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.espalier.run.Json;
import org.espalier.statistics.Holm;
import org.espalier.statistics.MeanInterval;

/**
 * The result of a study: {@code study.json}.
 *
 * @param phase of the study
 * @param manifest hash of what the study does
 * @param methods a report each
 */
public record StudyReport(Phase phase, String manifest, List<MethodReport> methods) {

    public StudyReport {
        methods = List.copyOf(methods);
    }

    /** The file in a study's folder. */
    public static Path file(Path folder) {
        return folder.resolve("study.json");
    }

    /** The report of the outcomes of all methods. */
    static StudyReport of(
            StudyConfig study, SequencedMap<String, List<BlockOutcome>> outcomes, StudyManifest manifest) {
        double[] chances = Holm.adjusted(outcomes.values().stream()
                .mapToDouble(blocks -> MeanInterval.chanceAboveZero(MethodReport.leads(blocks)))
                .toArray());
        List<MethodReport> reports = new ArrayList<>();
        for (Map.Entry<String, List<BlockOutcome>> entry : outcomes.entrySet()) {
            reports.add(MethodReport.of(entry.getKey(), study, entry.getValue(), chances[reports.size()], manifest));
        }
        return new StudyReport(study.phase(), manifest.hash(), reports);
    }

    /** Writes this; replaces an existing file. */
    void write(Path folder) {
        Json.write(file(folder), this);
    }
}
