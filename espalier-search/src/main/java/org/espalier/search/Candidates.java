package org.espalier.search;

import java.util.List;
import org.espalier.problem.Allowed;
import org.espalier.problem.BadData;
import org.espalier.problem.Failure;
import org.espalier.run.Json;
import org.espalier.run.RunLayout;

/**
 * The architectures that a search proposes: {@code candidates.json}.
 *
 * @param ranked one or more, best first
 */
public record Candidates(List<Candidate> ranked) {

    public Candidates {
        ranked = List.copyOf(ranked);
        Allowed.notEmpty("ranked", ranked);
    }

    /** The first candidate. */
    public Candidate best() {
        return ranked.getFirst();
    }

    /**
     * Reads what {@link #writeTo} wrote.
     *
     * @throws BadData if the file cannot be read or holds no candidates
     */
    public static Candidates read(RunLayout run) {
        return Json.read(run.candidates(), Candidates.class);
    }

    /**
     * Writes all candidates to {@code candidates.json}, then the best to {@code architecture.json}.
     *
     * @throws Failure if a file cannot be written
     */
    public void writeTo(RunLayout run) {
        Json.write(run.candidates(), this);
        best().blueprint().write(run.architecture());
    }
}
