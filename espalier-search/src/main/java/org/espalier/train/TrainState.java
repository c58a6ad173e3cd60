package org.espalier.train;

import java.util.Optional;
import org.espalier.safetensors.Tensors;

/**
 * The state of a {@link TrainingLoop} between two steps.
 *
 * @param steps done so far
 * @param trainedNanos time trained so far
 * @param weights all named weights, statistics among them
 * @param average their moving average, if the training keeps one
 * @param optimizer momenta and counts
 */
public record TrainState(
        long steps, long trainedNanos, Tensors weights, Optional<Tensors> average, Tensors optimizer) {}
