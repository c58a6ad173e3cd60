package org.espalier.train;

import java.util.Optional;
import org.espalier.data.Split;
import org.espalier.evaluation.Evaluation;
import org.espalier.evaluation.Evaluator;
import org.espalier.graph.Graph;
import org.espalier.problem.BadData;
import org.espalier.run.Event;
import org.espalier.run.Journal;
import org.espalier.text.Text;

/**
 * Scores a training while it runs. Without {@code select}, on {@code val}: from time to time if configured, and at the
 * end. With it, the training is judged on {@code select}, and {@code val} is evaluated once, on the best weights.
 *
 * @param network output {@code logits}, [N, classes, H, W]
 * @param inherits whether the training starts from given weights, which are then scored first
 * @param every epochs between scores; 0 for {@code val} at the end only, {@code select} after each epoch
 */
record TrainingScores(TrainingLoop loop, Graph network, boolean inherits, Optional<Split> select, Split val, int every)
        implements RunDriver.Observer {

    /** The event of the scores on val. */
    static final String EVALUATION = "evaluation";

    /** The event of the scores on select. */
    static final String SELECTION = "selection";

    /** The event of the best weights by select. */
    static final String BEST = "best";

    @Override
    public void begin(Journal journal) {
        if (inherits) {
            select.ifPresentOrElse(held -> judge(held, 0, journal), () -> evaluate(0, journal));
        }
    }

    @Override
    public void afterEpoch(EpochResult result, Journal journal) {
        boolean due = loop.pace().finished() || every > 0 && result.epoch() % every == 0;
        if (select.isEmpty()) {
            if (due) {
                evaluate(result.steps(), journal);
            }
            return;
        }
        if (due || every == 0) {
            judge(select.get(), result.steps(), journal);
        }
        if (loop.finished()) {
            BestSoFar best = loop.best();
            journal.append(Event.now(BEST, result.steps())
                    .with("ofStep", best.step())
                    .with("miou", best.score())
                    .with("judgementsSince", best.since()));
            evaluate(result.steps(), journal);
        }
    }

    private void judge(Split held, long step, Journal journal) {
        Evaluation evaluation = Evaluator.evaluate(network, loop.current(), held);
        if (Double.isNaN(evaluation.miou())) {
            throw new BadData(Text.format(
                    "split '%s' (the last %d images of train): no pixel has a class, so it cannot judge; use a larger"
                            + " stop.share, or stop.patience=0",
                    held.name(), held.size()));
        }
        loop.judge(evaluation.miou(), step);
        report(SELECTION, evaluation, step, journal);
    }

    private void evaluate(long step, Journal journal) {
        report(EVALUATION, Evaluator.evaluate(network, loop.result(), val), step, journal);
    }

    private static void report(String kind, Evaluation evaluation, long step, Journal journal) {
        Event event = Event.now(kind, step)
                .with("miou", evaluation.miou())
                .with("pixelAccuracy", evaluation.pixelAccuracy())
                .with("seconds", evaluation.seconds());
        for (Evaluation.ClassScores one : evaluation.classes()) {
            if (one.iou().isPresent()) {
                event = event.with("iou " + one.name(), one.iou().getAsDouble());
            }
        }
        journal.append(event);
    }
}
