package org.espalier.summary;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.espalier.problem.BadData;
import org.espalier.run.Event;
import org.espalier.run.EventLog;
import org.espalier.run.Provenance;
import org.espalier.run.RunLayout;
import org.espalier.run.RunLength;
import org.espalier.search.Candidate;
import org.espalier.search.Candidates;

/**
 * A run in short.
 *
 * @param folder of the run
 * @param state how far it is
 * @param steps number of steps done, by its events
 * @param total number of steps of the whole run, if they are counted
 * @param miou on {@code val} at the last evaluation of a training
 * @param loss of the best candidate of a search that trains candidates
 * @param multiplyAdds of the network that a search found, for one image of the search's size
 * @param provenance what it was started with
 */
public record RunSummary(
        String folder,
        RunState state,
        long steps,
        Optional<Long> total,
        Optional<Double> miou,
        Optional<Double> loss,
        Optional<Long> multiplyAdds,
        Provenance provenance) {

    private static final String EVALUATION = "evaluation";
    private static final String OUT = "--out";

    /** Options of a command that belong to one of its runs alone. */
    private static final List<String> OF_ONE_RUN = List.of("--resume");

    /**
     * Reads a run. Another process may be writing it.
     *
     * @throws BadData if the folder is no run, or a file of it cannot be read
     */
    public static RunSummary of(Path folder) {
        RunLayout run = new RunLayout(folder);
        if (!run.exists()) {
            throw new BadData("no run at " + folder + ": there is no "
                    + run.config().getFileName() + " in it; allowed: the folder of a run, or of a model");
        }
        List<Event> events = Files.exists(run.events()) ? EventLog.read(run.events()) : List.of();
        Optional<Candidate> found = Files.exists(run.candidates())
                ? Optional.of(Candidates.read(run).best())
                : Optional.empty();
        return new RunSummary(
                folder.toString(),
                RunState.of(run),
                events.stream().mapToLong(Event::step).max().orElse(0),
                Files.exists(run.length())
                        ? Optional.of(RunLength.read(run.length()).steps())
                        : Optional.empty(),
                lastMiou(events),
                found.flatMap(Candidate::loss),
                found.map(Candidate::multiplyAdds),
                Provenance.read(run.provenance()));
    }

    private static Optional<Double> lastMiou(List<Event> events) {
        return events.stream()
                .filter(event -> event.kind().equals(EVALUATION))
                .map(event -> event.number("miou"))
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .reduce((earlier, later) -> later);
    }

    /**
     * The command that makes the run again, in another folder; empty if it was not started by a command.
     *
     * @param other the folder
     */
    public List<String> commandFor(String other) {
        List<String> again = new ArrayList<>();
        boolean isFolder = false;
        for (String word : provenance.command()) {
            if (isFolder) {
                again.add(other);
            } else if (word.startsWith(OUT + "=")) {
                again.add(OUT + "=" + other);
            } else if (!OF_ONE_RUN.contains(word)) {
                again.add(word);
            }
            isFolder = word.equals(OUT);
        }
        return again;
    }
}
