package org.espalier.summary;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
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
 * @param steps number of steps that are saved; empty for a run in parts, which have steps of their own
 * @param total number of steps of the whole run; likewise
 * @param miou on {@code val} at the last evaluation of a training
 * @param loss of the best candidate of a search that trains candidates
 * @param multiplyAdds of the network that a search found, for one image of the search's size
 * @param provenance what it was started with
 */
public record RunSummary(
        String folder,
        RunState state,
        Optional<Long> steps,
        Optional<Long> total,
        Optional<Double> miou,
        Optional<Double> loss,
        Optional<Long> multiplyAdds,
        Provenance provenance) {

    private static final String EVALUATION = "evaluation";
    private static final String OUT = "--out";
    private static final String MINUTES = "--minutes";

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
        boolean hasSteps = events.stream().anyMatch(event -> event.kind().equals(RunLength.EVENT));
        Optional<Long> total =
                hasSteps ? Optional.of(RunLength.read(run.length()).steps()) : Optional.empty();
        Optional<Long> steps =
                hasSteps ? Optional.of(run.savedCheckpoints().lastStep().orElse(0)) : Optional.empty();
        return new RunSummary(
                folder.toString(),
                RunState.of(run, hasSteps && steps.equals(total)),
                steps,
                total,
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
     * The command that makes the run again, in another folder; empty if it was not started by a command. Minutes are
     * the steps that they became, where the run itself has steps.
     *
     * @param other the folder
     */
    public List<String> commandFor(String other) {
        List<String> again = new ArrayList<>();
        Iterator<String> words = provenance.command().stream()
                .flatMap(word -> word.startsWith("--") ? Stream.of(word.split("=", 2)) : Stream.of(word))
                .iterator();
        while (words.hasNext()) {
            String word = words.next();
            if (word.equals(OUT)) {
                String unused = words.next();
                again.addAll(List.of(OUT, other));
            } else if (word.equals(MINUTES) && total.isPresent()) {
                String unused = words.next();
                again.addAll(List.of("--steps", Long.toString(total.get())));
            } else if (!OF_ONE_RUN.contains(word)) {
                again.add(word);
            }
        }
        return again;
    }
}
