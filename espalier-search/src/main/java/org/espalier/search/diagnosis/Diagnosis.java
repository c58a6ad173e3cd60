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
import org.espalier.text.Text;

/**
 * Diagnoses a search after each epoch. Its events are {@code choices}, {@code gradients}, {@code logits},
 * {@code warning} and, at the end, {@code verdict}; {@code docs/search.md} explains each number. All state from earlier
 * epochs is in their events, so that a resumed search reports the same as an uninterrupted one.
 */
public final class Diagnosis {

    private static final double EVEN_SUM = 1e-9;

    private final Subject subject;
    private final Progress progress;
    private final LogitSlices slices;
    private final Map<String, double[]> initial;
    private final Margin margin;
    private final NoSignal noSignal;
    private final SignalToNoise signal = new SignalToNoise();
    private final Set<SearchWarning> issued = EnumSet.noneOf(SearchWarning.class);
    private Map<String, String> decided = new LinkedHashMap<>();

    /**
     * The search to diagnose.
     *
     * @param initial values of all architecture parameters before the first step, by name
     * @param rule that updates them
     * @param relaxation as configured
     * @param from share of the search before the first architecture step
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
     * The state of the search at the end of an epoch.
     *
     * @param epoch from 1
     * @param steps number of steps done
     * @param total steps of the whole search
     * @param parameters values of all architecture parameters, by name
     * @param weights of every choice's options
     * @param decoded the weights that the decoded architecture gives to every choice's options
     */
    public record EpochState(
            int epoch,
            long steps,
            long total,
            Map<String, double[]> parameters,
            Map<String, double[]> weights,
            Map<String, double[]> decoded) {}

    /** @param progress where warnings and the verdict are displayed */
    public Diagnosis(Subject subject, Progress progress) {
        this.subject = subject;
        this.progress = progress;
        this.slices = LogitSlices.of(subject.supernet);
        this.initial = slices.in(subject.initial);
        this.margin = margin(subject);
        this.noSignal = new NoSignal(subject.rule, slices.options(), subject.seed);
    }

    /** Weights that do not sum to 1 are gates, several of which can be kept. */
    private static Margin margin(Subject subject) {
        boolean sumsAreOne = subject.supernet.weights(subject.initial).values().stream()
                .allMatch(weights -> Math.abs(Arrays.stream(weights).sum() - 1) < EVEN_SUM);
        return sumsAreOne ? Margin.TOP_TWO : Margin.RANGE;
    }

    /** Restores the state from the events of earlier epochs. */
    public void resume(List<Event> earlier) {
        for (Event event : earlier) {
            if (event.kind().equals(GradientSummary.KIND)) {
                addGradients(GradientSummary.of(event));
            } else if (event.kind().equals(ChoiceStates.KIND)) {
                decided = ChoiceStates.decisions(event);
            } else if (event.kind().equals(IssuedWarning.KIND)) {
                issued.add(SearchWarning.valueOf(
                        event.fields().required(IssuedWarning.NAME).stringValue()));
            }
        }
    }

    /**
     * Gives the warnings that depend only on the configuration.
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
                SearchWarning.PATHS_DRAWN_TOO_SELDOM,
                SampledPaths.drawnTooSeldom(subject.relaxation, subject.supernet.choices(), total),
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
     * Records the events of an epoch.
     *
     * @param gradients of the epoch's architecture steps
     */
    public void afterEpoch(EpochState now, GradientSums gradients, Journal journal) {
        ChoiceStates choices = ChoiceStates.of(subject.supernet.choices(), now.weights);
        journal.append(choices.event(now.steps, decided));
        decided = choices.decisions();
        GradientSummary summary = gradients.summary();
        if (summary.steps() > 0) {
            addGradients(summary);
            journal.append(summary.event(now.steps));
        }
        if (noSignal.steps() > 0) {
            LogitStates logits = logits(now.parameters);
            journal.append(logits.event(now.steps));
            warnOfArchitecture(now, logits, journal);
        }
    }

    /** Records the verdict. */
    public Verdict atEnd(EpochState now, Journal journal) {
        Verdict verdict = verdict(now.parameters);
        journal.append(verdict.event(now.steps));
        progress.note(verdict.words());
        return verdict;
    }

    /**
     * Whether the decisions at these parameters differ from noise.
     *
     * @param parameters values of all architecture parameters, by name
     */
    public Verdict verdict(Map<String, double[]> parameters) {
        return logits(parameters).verdict();
    }

    private void addGradients(GradientSummary epoch) {
        noSignal.advance(epoch);
        signal.add(epoch);
    }

    private LogitStates logits(Map<String, double[]> parameters) {
        return LogitStates.of(slices.in(parameters), initial, margin, noSignal);
    }

    private void warnOfArchitecture(EpochState now, LogitStates logits, Journal journal) {
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
                        Text.format("after %d of %d architecture steps %s", noSignal.steps(), planned, verdict.words()))
                : Optional.empty();
    }

    private void warn(SearchWarning name, Optional<String> words, int epoch, long step, Journal journal) {
        if (words.isPresent() && issued.add(name)) {
            IssuedWarning warning = new IssuedWarning(name, epoch, words.get());
            journal.append(warning.event(step));
            progress.note(warning.line());
        }
    }
}
