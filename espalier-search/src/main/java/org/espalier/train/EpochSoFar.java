package org.espalier.train;

import org.espalier.engine.StepResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The steps of an epoch that has not been reported yet.
 *
 * @param steps number of steps done in it
 * @param loss sum over the steps whose loss and gradient were finite
 * @param skipped number of the other steps
 * @param nanos time spent
 * @param waitedNanos time of it spent waiting for data
 */
record EpochSoFar(long steps, double loss, int skipped, long nanos, long waitedNanos) {

    /** Before the first step of an epoch. */
    static final EpochSoFar NONE = new EpochSoFar(0, 0, 0, 0, 0);

    /** After one more step. */
    EpochSoFar plus(StepResult step, long nanosNow, long waitedNanosNow) {
        return new EpochSoFar(
                steps + 1,
                loss + (step.moved() ? step.loss() : 0),
                skipped + (step.moved() ? 0 : 1),
                nanosNow,
                waitedNanosNow);
    }

    /** Mean loss over the steps whose loss and gradient were finite. */
    double meanLoss() {
        return loss / Math.max(1, steps - skipped);
    }

    /** Share of the time spent waiting for data. */
    double waitingShare() {
        return (double) waitedNanos / Math.max(1, nanos);
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("steps", steps)
                .put("loss", loss)
                .put("skipped", skipped)
                .put("nanos", nanos)
                .put("waitedNanos", waitedNanos);
    }

    /** Reads what {@link #json} gave. */
    static EpochSoFar of(JsonNode json) {
        return new EpochSoFar(
                json.required("steps").longValue(),
                json.required("loss").doubleValue(),
                json.required("skipped").intValue(),
                json.required("nanos").longValue(),
                json.required("waitedNanos").longValue());
    }
}
