package org.espalier.search.trial;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.espalier.blueprint.Blueprint;
import org.espalier.run.Event;
import org.espalier.search.Candidate;
import org.espalier.text.Text;

/**
 * What the trainings at the end of a search say of what it proposed.
 *
 * @param found the best candidate
 * @param decoded the network that the choices alone would have given; empty if it cannot have the price
 * @param sentinel the random network; empty if the choices decode to it
 * @param candidates number of all
 */
record FinishReport(Candidate found, Optional<Placed> decoded, Optional<Placed> sentinel, int candidates) {

    /** A candidate and its place among all, from 1. */
    record Placed(int place, Candidate candidate) {

        private String inWords() {
            return Text.format(
                    "at place %d with loss %s after %d steps",
                    place,
                    candidate.loss().map(loss -> Text.format("%.4f", loss)).orElse("none"),
                    candidate.steps());
        }
    }

    /**
     * The report on candidates of which the first is the decoded network, if it can have the price, and the next the
     * sentinel.
     *
     * @param ranked best first
     */
    static FinishReport of(List<Candidate> ranked, Blueprint decoded) {
        Optional<Placed> first = placed(ranked, 1);
        boolean isDecoded =
                first.filter(one -> one.candidate().blueprint().equals(decoded)).isPresent();
        return new FinishReport(
                ranked.getFirst(),
                isDecoded ? first : Optional.empty(),
                isDecoded ? placed(ranked, 2) : first,
                ranked.size());
    }

    private static Optional<Placed> placed(List<Candidate> ranked, int number) {
        return IntStream.range(0, ranked.size())
                .filter(place -> ranked.get(place).origin().equals(TrialSearch.origin(number)))
                .mapToObj(place -> new Placed(place + 1, ranked.get(place)))
                .findFirst();
    }

    /** The event {@code finish}. */
    Event event() {
        Event event = with(Event.now("finish", 0).with("candidates", candidates), "loss", found);
        Event more = decoded.map(one -> with(event.with("decoded", one.place()), "decodedLoss", one.candidate()))
                .orElse(event);
        return sentinel.map(one -> with(more.with("sentinel", one.place()), "sentinelLoss", one.candidate()))
                .orElse(more);
    }

    private static Event with(Event event, String field, Candidate candidate) {
        return candidate.loss().map(loss -> event.with(field, loss)).orElse(event);
    }

    /** For the user. */
    String inWords() {
        return Text.format(
                "of %d trained networks, the best has loss %s; the one that the choices alone give came in %s, the"
                        + " random sentinel %s",
                candidates,
                found.loss().map(loss -> Text.format("%.4f", loss)).orElse("none"),
                decoded.map(Placed::inWords).orElse("nowhere, as it cannot have the price"),
                sentinel.map(Placed::inWords).orElse("nowhere, as it is the same"));
    }
}
