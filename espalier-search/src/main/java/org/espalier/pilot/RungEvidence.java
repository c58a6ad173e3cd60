package org.espalier.pilot;

import java.util.List;
import java.util.stream.Collectors;
import org.espalier.pilot.PilotReport.Rung;
import org.espalier.problem.BadUsage;
import org.espalier.statistics.KendallNull;
import org.espalier.text.Text;

/**
 * Which rungs of a training rank networks, by a pilot.
 *
 * <p>A rung is no better than chance if two independent orders of as many networks as the pilot had reach its tau with
 * a probability of more than 5 % (exact, one-sided; {@link KendallNull}): below 0.27 for 20 networks, below 0.47 for
 * 10. The pilot's tau is a mean over seeds. If seeds were independent, that mean would vary less by chance than the tau
 * of one seed; scores of one network are not independent, so the criterion takes the larger spread.
 *
 * <p>Between two rungs of the pilot tau is interpolated. It is 0 at step 0, where no network has learned anything, and
 * after the last rung before the end it is taken to be that rung's.
 *
 * @param report of the pilot
 */
public record RungEvidence(PilotReport report) {

    private static final double LEVEL = 0.05;

    /**
     * The agreement of a rung with the end.
     *
     * @param share of the steps, more than 0, at most 1
     */
    public double tau(double share) {
        double step = share * report.steps();
        double stepBefore = 0;
        double tauBefore = 0;
        for (Rung rung : report.tauRungs()) {
            double tau = Double.isNaN(rung.tau()) ? 0 : rung.tau();
            if (step <= rung.steps()) {
                return tauBefore + (tau - tauBefore) * (step - stepBefore) / (rung.steps() - stepBefore);
            }
            stepBefore = rung.steps();
            tauBefore = tau;
        }
        return tauBefore;
    }

    /** Whether a rung is known to rank better than chance; the end is. */
    public boolean ranks(double share) {
        return share >= 1 || new KendallNull(report.networks()).probabilityOf(tau(share)) <= LEVEL;
    }

    /**
     * Checks that all rungs rank better than chance.
     *
     * @param shares rungs as shares of the steps
     * @throws BadUsage if one does not; says which of the pilot's rungs do
     */
    public void require(List<Double> shares) {
        for (double share : shares) {
            if (!ranks(share)) {
                throw new BadUsage(Text.format(
                        "--rungs: after %s of the steps the pilot's %d networks of %s rank with tau %.2f as at the"
                            + " end, no better than chance (%.2f or more is, at 5 %%); rungs that rank, by this pilot:"
                            + " %s",
                        Text.rounded(share, 2),
                        report.networks(),
                        report.space(),
                        tau(share),
                        new KendallNull(report.networks()).criticalTau(LEVEL),
                        ranking()));
            }
        }
    }

    /** The pilot's rungs that rank, in words. */
    private String ranking() {
        return report.tauRungs().stream()
                        .map(rung -> (double) rung.steps() / report.steps())
                        .filter(this::ranks)
                        .map(share -> Text.rounded(share, 2) + ", ")
                        .collect(Collectors.joining())
                + "1";
    }
}
