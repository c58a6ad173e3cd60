package org.espalier.train;

import java.util.Map;
import org.espalier.engine.WeightStore;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.Tensors;

/** The best weights of a training by their scores, and whether to stop. */
final class BestWeights {

    private static final String WEIGHTS = "best";
    private static final String JUDGEMENTS = "judgements";
    private static final String SCORE = "score";
    private static final String STEP = "step";
    private static final String SINCE = "since";

    private final int patience;
    private final WeightStore kept;
    private BestSoFar best = BestSoFar.NONE;

    /**
     * @param patience judgements without a better score after which to stop
     * @param initial a copy of the initial weights, which this changes
     */
    BestWeights(int patience, WeightStore initial) {
        this.patience = patience;
        this.kept = initial;
    }

    /** Keeps a copy of the weights if their score is better than all before. */
    void judge(WeightStore weights, double score, long step) {
        best = best.after(score, step);
        if (best.since() == 0) {
            kept.copyFrom(weights).requireComplete("the judged weights");
        }
    }

    /** Whether as many judgements as the patience were not better. */
    boolean isExhausted() {
        return best.since() >= patience;
    }

    /** The best score and when it was reached. */
    BestSoFar best() {
        return best;
    }

    /** The best weights; the initial ones before the first judgement. */
    WeightStore weights() {
        return kept;
    }

    /** Adds the state to a checkpoint's groups. */
    void addTo(Map<String, Tensors> groups) {
        groups.put(WEIGHTS, kept.toTensors());
        groups.put(
                JUDGEMENTS,
                Tensors.of(Map.of(
                        SCORE, TensorData.of(new double[] {best.score()}),
                        STEP, TensorData.of(new long[] {best.step()}),
                        SINCE, TensorData.of(new long[] {best.since()}))));
    }

    /** Continues from a saved state. */
    void restore(LoopState state) {
        kept.copyFrom(state.group(WEIGHTS)).requireComplete("the checkpoint's best weights");
        Tensors judgements = state.group(JUDGEMENTS);
        best = new BestSoFar(
                judgements.get(SCORE).doubles()[0],
                judgements.get(STEP).longs()[0],
                Math.toIntExact(judgements.get(SINCE).longs()[0]));
    }
}
