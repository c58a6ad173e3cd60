package org.espalier.engine.backpropagation;

import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Tensor;
import org.espalier.engine.tensor.Temporaries;

/**
 * The result of a segment, or a part of it.
 * @param segment number of the segment
 * @param twin which of the concatenated values; empty for all
 * @param part which channels; empty for all
 */
record Place(int segment, OptionalInt twin, Optional<Chain.Part> part) {

    /** The whole result of a segment. */
    static Place all(int segment) {
        return new Place(segment, OptionalInt.empty(), Optional.empty());
    }

    boolean isAll() {
        return twin.isEmpty() && part.isEmpty();
    }

    /**
     * A view without autograd history; the caller closes it.
     * @param result of the segment, or a tensor of the same shape
     * @param twins number of values that are concatenated in the result
     */
    Tensor of(Tensor result, int twins) {
        return Temporaries.without(() -> {
            Tensor batch = result.detach();
            Tensor one = twin.isPresent() ? image(batch, twin.getAsInt(), twins) : batch;
            return part.map(own -> own.of(one)).orElse(one);
        });
    }

    /** The images of one of several concatenated values. */
    static Tensor image(Tensor batch, int twin, int twins) {
        long images = batch.size(0) / twins;
        return twins == 1 ? batch : batch.narrow(0, twin * images, images);
    }
}
