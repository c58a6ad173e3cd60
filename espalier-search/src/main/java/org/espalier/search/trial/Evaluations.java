package org.espalier.search.trial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.search.Candidate.Rung;

/**
 * The evaluations of each candidate, in the order in which they were made.
 *
 * @param <A> architectures; equal ones are one candidate
 */
final class Evaluations<A> {

    private final Map<A, Integer> candidates = new HashMap<>();
    private final Map<A, List<Rung>> rungs = new HashMap<>();

    /** The number of a candidate: that of its first trial. */
    int candidate(Trial<A> trial) {
        return candidates.getOrDefault(trial.architecture(), trial.number());
    }

    void add(Trial<A> trial, double loss) {
        candidates.putIfAbsent(trial.architecture(), trial.number());
        rungs.computeIfAbsent(trial.architecture(), first -> new ArrayList<>()).add(new Rung(trial.steps(), loss));
    }

    /** All evaluations of a trial's candidate. */
    List<Rung> of(Trial<A> trial) {
        return rungs.getOrDefault(trial.architecture(), List.of());
    }
}
