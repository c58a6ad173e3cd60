package org.espalier.search.trial;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.espalier.problem.BadUsage;
import org.espalier.random.Seed;
import org.espalier.text.Text;

/**
 * Successive halving (Jamieson and Talwalkar, AISTATS 2016, arXiv 1502.07943): architectures are trained up to the
 * first rung; the best of them go on to the next, and so on. A rung is a share of one full training: what survives goes
 * on with its training, whose schedules span all steps. A training that failed does not survive. The first candidate
 * may be kept: as long as it does not fail, it survives every rung.
 *
 * @param <A> architectures; equal ones are evaluated once at a rung
 */
public final class HalvingStrategy<A> implements Strategy<A> {

    private final Searcher.Halving plan;
    private final List<Long> rungs;
    private final Proposals<A> proposals;
    private final boolean keepsFirst;
    private final Queue<A> waiting = new ArrayDeque<>();
    private final List<Scored<A>> atRung = new ArrayList<>();
    private final SequencedMap<A, Scored<A>> latest = new LinkedHashMap<>();
    private int rung;
    private int proposed;
    private int asked;

    /**
     * Creates a strategy without trials, whose candidates are random.
     *
     * @param draw a random architecture
     * @param steps of a full training
     * @throws BadUsage if two rungs are the same step
     */
    public HalvingStrategy(Function<Seed, A> draw, Seed seed, Searcher.Halving plan, long steps) {
        this(new DistinctDraws<>(draw, seed), plan, steps, false);
    }

    /**
     * Creates a strategy without trials.
     *
     * @param proposals the candidates of the first rung
     * @param steps of a full training
     * @param keepsFirst whether the first candidate survives every rung
     * @throws BadUsage if two rungs are the same step
     */
    HalvingStrategy(Proposals<A> proposals, Searcher.Halving plan, long steps, boolean keepsFirst) {
        this.plan = plan;
        this.keepsFirst = keepsFirst;
        this.proposals = proposals;
        this.rungs = plan.rungs().stream()
                .map(share -> Math.max(1, Math.round(share * steps)))
                .toList();
        if (rungs.stream().distinct().count() < rungs.size()) {
            throw new BadUsage(Text.format(
                    "rungs: of %d steps, %s are steps %s; allowed: rungs that are different steps, or a longer"
                            + " training",
                    steps, plan.rungs(), rungs));
        }
    }

    @Override
    public Optional<Trial<A>> ask() {
        if (rung == 0 && proposed < plan.candidates()) {
            proposed++;
            proposals.next().ifPresent(waiting::add);
        }
        if (waiting.isEmpty() && rung + 1 < rungs.size()) {
            waiting.addAll(survivors());
            atRung.clear();
            rung++;
        }
        return Optional.ofNullable(waiting.poll()).map(next -> {
            asked++;
            return new Trial<>(asked, next, rungs.get(rung));
        });
    }

    private List<A> survivors() {
        int places = plan.survivors(atRung.size());
        List<A> ranked = atRung.stream()
                .filter(scored -> !scored.hasFailed())
                .sorted(Scored.BEST_FIRST)
                .map(scored -> scored.trial().architecture())
                .toList();
        List<A> best = ranked.stream().limit(places).toList();
        A first = latest.firstEntry().getKey();
        if (!keepsFirst || best.contains(first) || !ranked.contains(first)) {
            return best;
        }
        return Stream.concat(best.stream().limit(Math.max(1, places - 1)), Stream.of(first))
                .toList();
    }

    @Override
    public void tell(Trial<A> trial, double loss) {
        Scored<A> scored = new Scored<>(trial, loss);
        atRung.add(scored);
        latest.put(trial.architecture(), scored);
        if (rung == 0) {
            proposals.tell(trial.architecture(), loss);
        }
    }

    @Override
    public List<Scored<A>> ranked() {
        return latest.values().stream().sorted(Scored.BEST_FIRST).toList();
    }
}
