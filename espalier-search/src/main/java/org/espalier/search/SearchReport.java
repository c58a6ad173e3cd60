package org.espalier.search;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.espalier.blueprint.Blueprint;
import org.espalier.graph.Extent;
import org.espalier.random.Seed;
import org.espalier.run.Event;
import org.espalier.run.EventLog;
import org.espalier.run.Journal;
import org.espalier.run.Progress;
import org.espalier.run.RunLayout;
import org.espalier.run.RunOptions;
import org.espalier.search.diagnosis.Diagnosis;
import org.espalier.search.diagnosis.Verdict;
import org.espalier.space.SearchSpace;
import org.espalier.space.Supernet;
import org.espalier.text.Text;
import org.espalier.train.EpochResult;
import org.espalier.train.RunDriver;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records events after each epoch: the diagnosis of the choices, the loss on held-out images, and the architectures
 * that each rule decodes.
 */
final class SearchReport<A> implements RunDriver.Observer {

    private static final JsonMapper JSON = new JsonMapper();

    private final SearchSpace<A> space;
    private final Function<A, Blueprint> naming;
    private final SearchLoop loop;
    private final RunLayout run;
    private final Progress progress;
    private final Diagnosis diagnosis;
    private final HeldOut heldOut;
    private final int stopWhenStable;
    private Stability stability = Stability.NONE;
    private boolean resumed;

    /**
     * Creates the report.
     *
     * @param naming converts an architecture to its blueprint
     * @param loop before its first step and before its state is restored
     * @param run with the events of earlier epochs
     * @param options where warnings and the verdict are displayed, and whether a stable search ends
     */
    SearchReport(
            SearchSpace<A> space,
            Function<A, Blueprint> naming,
            Supernet supernet,
            SearchConfig config,
            SearchLoop loop,
            RunLayout run,
            RunOptions options) {
        Seed seed = new Seed(config.seed());
        ArchitectureSteps steps = config.architecture();
        this.space = space;
        this.naming = naming;
        this.loop = loop;
        this.run = run;
        this.heldOut = loop.heldOut();
        Diagnosis.Subject subject = new Diagnosis.Subject(
                supernet,
                loop.initialParameters(),
                steps.optimizer(),
                steps.relaxation(),
                steps.from(),
                Extent.of(heldOut.size().height(), heldOut.size().width()),
                seed);
        this.progress = options.progress();
        this.stopWhenStable = options.stopWhenStable();
        this.diagnosis = new Diagnosis(subject, progress);
    }

    /** This observer, called before another one, as it may end the search. */
    RunDriver.Observer before(RunDriver.Observer then) {
        SearchReport<A> own = this;
        return new RunDriver.Observer() {
            @Override
            public void begin(Journal journal) {
                own.begin(journal);
                then.begin(journal);
            }

            @Override
            public void afterEpoch(EpochResult result, Journal journal) {
                own.afterEpoch(result, journal);
                then.afterEpoch(result, journal);
            }
        };
    }

    @Override
    public void begin(Journal journal) {
        resumeOnce();
        diagnosis.atStart(loop.pace().total(), journal);
    }

    @Override
    public void afterEpoch(EpochResult result, Journal journal) {
        long started = System.nanoTime();
        resumeOnce();
        Map<String, double[]> parameters = loop.parameters();
        Map<String, double[]> weights = loop.choiceWeights();
        Map<String, A> decodings = space.decodings(weights);
        Diagnosis.EpochState now = new Diagnosis.EpochState(
                result.epoch(),
                result.steps(),
                loop.pace().total(),
                parameters,
                weights,
                space.decisions(space.decode(weights)));
        diagnosis.afterEpoch(now, loop.gradients(), journal);
        ObjectNode byRule = byRule(decodings);
        stability = stability.after(byRule, loop.gradients().steps() > 0);
        journal.append(stability.event(result.steps()));
        loop.pruned().event(result.steps()).ifPresent(journal::append);
        journal.append(heldOut.event(loop.supernet(), loop.weights(), result.steps()));
        double seconds = (System.nanoTime() - started) / 1e9;
        journal.append(Event.now("diagnosis", result.steps())
                .with("seconds", seconds)
                .with("share", seconds / (seconds + result.seconds())));
        if (!loop.pace().finished() && stopWhenStable > 0 && stability.unchangedEpochs() >= stopWhenStable) {
            stopIfBeyondNoise(result, journal);
        }
        if (loop.finished()) {
            diagnosis.atEnd(now, journal);
        }
    }

    private void stopIfBeyondNoise(EpochResult result, Journal journal) {
        Verdict verdict = verdict();
        if (verdict.differsFromNoise()) {
            loop.stopEarly();
            String words = Text.format(
                    "stopped after epoch %d: the architecture has been the same for %d epochs",
                    result.epoch(), stability.unchangedEpochs());
            journal.append(Event.now("stopped", result.steps()).with("words", words + "; " + verdict.words()));
            progress.note(words);
        }
    }

    /** Whether the decisions of the search differ from noise. */
    Verdict verdict() {
        resumeOnce();
        return diagnosis.verdict(loop.parameters());
    }

    /** Resumes the diagnosis from the events of earlier epochs, once. */
    private void resumeOnce() {
        if (!resumed) {
            List<Event> earlier = EventLog.read(run.events());
            diagnosis.resume(earlier);
            stability = Stability.in(earlier);
            resumed = true;
        }
    }

    private ObjectNode byRule(Map<String, A> decodings) {
        ObjectNode rules = JsonNodeFactory.instance.objectNode();
        decodings.forEach((rule, architecture) -> {
            Blueprint blueprint = naming.apply(architecture);
            if (blueprint instanceof Blueprint.OfGraph) {
                rules.put(rule, architecture.toString()); // a graph would write the whole network in every epoch
            } else {
                rules.set(rule, JSON.readTree(blueprint.json()));
            }
        });
        return rules;
    }
}
