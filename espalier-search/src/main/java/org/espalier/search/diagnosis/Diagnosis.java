package org.espalier.search.diagnosis;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.espalier.graph.Extent;
import org.espalier.optimizer.Optimizer;
import org.espalier.random.Seed;
import org.espalier.run.Event;
import org.espalier.run.Journal;
import org.espalier.run.Progress;
import org.espalier.space.Supernet;
import org.espalier.space.relaxation.Sampling;

/**
 * What a search reports of itself after each epoch, as events {@code choices}, {@code gradients}, {@code logits}, {@code warning} and, at the end,
 * {@code verdict}; {@code docs/search.md} explains each number. All that it needs of earlier epochs stands in their events, so that a resumed search
 * reports what an unbroken one would.
 */
public final class Diagnosis {

    private static final double EVEN_SUM = 1e-9;

    private final Subject subject;
    private final Progress progress;
    private final LogitPlaces places;
    private final Map<String, double[]> initial;
    private final Margin margin;
    private final NoSignal noSignal;
    private final SignalToNoise signal = new SignalToNoise();
    private final Set<SearchWarning> given = EnumSet.noneOf(SearchWarning.class);
    private Map<String, String> decided = new LinkedHashMap<>();

    /**
     * What is searched, and how.
     *
     * @param initial values of all architecture parameters before the first step, by name
     * @param rule that moves them
     * @param relaxation as configured
     * @param from share of the search after which architecture steps begin
     * @param view size of the images of a step
     * @param seed of the simulated gradients
     */
    public record Subject(
            Supernet supernet,
            Map<String, double[]> initial,
            Optimizer rule,
            Sampling relaxation,
            double from,
            Extent view,
            Seed seed) {}

    /**
     * Where the search stands at the end of an epoch.
     *
     * @param epoch from 1
     * @param steps done
     * @param total steps of the whole search
     * @param parameters values of all architecture parameters, by name
     * @param weights of every choice's options
     * @param decoded the weights that the decoded architecture gives to every choice's options
     */
    public record Standing(
            int epoch,
            long steps,
            long total,
            Map<String, double[]> parameters,
            Map<String, double[]> weights,
            Map<String, double[]> decoded) {}

    /** @param progress where warnings and the verdict are shown */
    public Diagnosis(Subject subject, Progress progress) {
        this.subject = subject;
        this.progress = progress;
        this.places = LogitPlaces.of(subject.supernet);
        this.initial = places.in(subject.initial);
        this.margin = margin(subject);
        this.noSignal = new NoSignal(subject.rule, places.options(), subject.seed);
    }

    /** Weights that do not sum to 1 are gates, of which several can be kept. */
    private static Margin margin(Subject subject) {
        boolean sumsAreOne = subject.supernet.weights(subject.initial).values().stream()
                .allMatch(weights -> Math.abs(Arrays.stream(weights).sum() - 1) < EVEN_SUM);
        return sumsAreOne ? Margin.TOP_TWO : Margin.RANGE;
    }

    /** Takes over what was reported of the epochs before. */
    public void resume(List<Event> earlier) {
        for (Event event : earlier) {
            if (event.kind().equals(GradientSummary.KIND)) {
                learn(GradientSummary.of(event));
            } else if (event.kind().equals(ChoiceStates.KIND)) {
                decided = ChoiceStates.decisions(event);
            } else if (event.kind().equals(GivenWarning.KIND)) {
                given.add(SearchWarning.valueOf(
                        event.fields().required(GivenWarning.NAME).stringValue()));
            }
        }
    }

    /**
     * Warns of what the configuration alone makes go wrong.
     *
     * @param total steps of the whole search
     */
    public void atStart(long total, Journal journal) {
        warn(
                SearchWarning.ANNEALING_ENDS_BEFORE_CHOICES_OPEN,
                Annealing.endsBeforeChoicesOpen(subject.relaxation, subject.from, total),
                0,
                0,
                journal);
        warn(
                SearchWarning.HEAD_RATES_BEYOND_MAP,
                HeadRates.beyondMap(subject.supernet.graph(), subject.view),
                0,
                0,
                journal);
    }

    /**
     * Reports on an epoch.
     *
     * @param gradients of the epoch's architecture steps
     */
    public void afterEpoch(Standing now, GradientSums gradients, Journal journal) {
        ChoiceStates choices = ChoiceStates.of(subject.supernet.choices(), now.weights);
        journal.append(choices.event(now.steps, decided));
        decided = choices.decisions();
        GradientSummary summary = gradients.summary();
        if (summary.steps() > 0) {
            learn(summary);
            journal.append(summary.event(now.steps));
        }
        if (noSignal.steps() > 0) {
            LogitStates logits = logits(now.parameters);
            journal.append(logits.event(now.steps));
            warnOfTheArchitecture(now, logits, journal);
        }
    }

    /** Says in words whether the decisions differ from noise. */
    public Verdict atEnd(Standing now, Journal journal) {
        Verdict verdict = verdict(now.parameters);
        journal.append(verdict.event(now.steps));
        progress.note(verdict.words());
        return verdict;
    }

    /**
     * Whether the decisions that parameters stand for differ from noise.
     *
     * @param parameters values of all architecture parameters, by name
     */
    public Verdict verdict(Map<String, double[]> parameters) {
        return logits(parameters).verdict();
    }

    private void learn(GradientSummary epoch) {
        noSignal.advance(epoch);
        signal.add(epoch);
    }

    private LogitStates logits(Map<String, double[]> parameters) {
        return LogitStates.of(places.in(parameters), initial, margin, noSignal);
    }

    private void warnOfTheArchitecture(Standing now, LogitStates logits, Journal journal) {
        long planned = now.total - (long) Math.ceil(subject.from * now.total);
        warn(SearchWarning.FEWER_STEPS_THAN_NOISE_NEEDS, signal.fewerSteps(planned), now.epoch, now.steps, journal);
        warn(
                SearchWarning.MARGINS_WITHIN_NOISE,
                marginsWithinNoise(logits.verdict(), planned),
                now.epoch,
                now.steps,
                journal);
        warn(
                SearchWarning.MOSTLY_SKIPS_OR_POOLS,
                Operations.mostlySkipsOrPools(subject.supernet.choices(), now.decoded),
                now.epoch,
                now.steps,
                journal);
    }

    private Optional<String> marginsWithinNoise(Verdict verdict, long planned) {
        return 2 * noSignal.steps() >= planned && !verdict.differsFromNoise()
                ? Optional.of(
                        "after %d of %d architecture steps %s".formatted(noSignal.steps(), planned, verdict.words()))
                : Optional.empty();
    }

    private void warn(SearchWarning name, Optional<String> words, int epoch, long step, Journal journal) {
        if (words.isPresent() && given.add(name)) {
            GivenWarning warning = new GivenWarning(name, epoch, words.get());
            journal.append(warning.event(step));
            progress.note(warning.line());
        }
    }
}
