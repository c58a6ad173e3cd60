package org.espalier.pilot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.run.Json;
import org.espalier.run.Provenance;
import org.espalier.run.RunLayout;

/**
 * The result of a pilot as JSON; scripts rely on the names.
 *
 * @param space name of the method whose space it is
 * @param data the data set's name
 * @param budget what every network costs
 * @param networks number of random networks
 * @param seeds number of trainings of each
 * @param steps of a training
 * @param mean of the networks' mIoU on val after the last step
 * @param best mean of the best network's seeds
 * @param betweenDeviation standard deviation between networks
 * @param seedDeviation standard deviation between seeds
 * @param reliability share of the variance of one training's score that is due to the network
 * @param interval of the reliability, 95 %
 * @param tauSeeds Kendall tau between seeds
 * @param tauRungs of earlier scores with the end
 * @param handDesigned mean of the hand-designed network's seeds
 * @param manifest hash of everything that the result depends on
 * @param commit of the sources, if known
 */
public record PilotReport(
        String space,
        String data,
        String budget,
        int networks,
        int seeds,
        long steps,
        double mean,
        double best,
        double betweenDeviation,
        double seedDeviation,
        double reliability,
        List<Double> interval,
        double tauSeeds,
        List<Rung> tauRungs,
        Optional<Double> handDesigned,
        String manifest,
        Optional<String> commit) {

    /** The agreement of scores after fewer steps with those of the end. */
    public record Rung(long steps, double tau) {}

    /**
     * The report of a result.
     *
     * @param run of the pilot
     */
    public static PilotReport of(PilotPlan plan, String data, PilotResult result, String manifest, RunLayout run) {
        return new PilotReport(
                plan.space(),
                data,
                plan.budget().toString(),
                plan.networks(),
                plan.seeds(),
                result.steps(),
                result.components().mean(),
                result.best(),
                result.components().between(),
                result.components().within(),
                result.components().reliability(),
                List.of(result.components().low(), result.components().high()),
                result.tauSeeds(),
                result.tauRungs().entrySet().stream()
                        .map(rung -> new Rung(rung.getKey(), rung.getValue()))
                        .toList(),
                result.handDesigned(),
                manifest,
                Provenance.read(run.provenance()).commit());
    }

    /** The file of a pilot's report. */
    public static Path file(Path folder) {
        return folder.resolve("pilot.json");
    }

    /**
     * Reads a report.
     *
     * @param place the file, or the pilot's folder
     * @throws org.espalier.problem.BadData if it cannot be read or is not such a report
     */
    public static PilotReport read(Path place) {
        return Json.read(Files.isDirectory(place) ? file(place) : place, PilotReport.class);
    }

    /** Writes the report into the pilot's folder. */
    public void write(Path folder) {
        Json.write(file(folder), this);
    }
}
