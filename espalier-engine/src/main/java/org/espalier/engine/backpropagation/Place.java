package org.espalier.engine.backpropagation;

import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.pytorch.Tensor;
import org.espalier.engine.tensor.Temporaries;

/**
 * A segment's result, or a part of it.
 *
 * @param segment its number
 * @param twin which of the values that stand in one batch there; empty for all of them
 * @param part which channels; empty for all
 */
record Place(int segment, OptionalInt twin, Optional<Chain.Part> part) {

    /** All of a segment's result. */
    static Place all(int segment) {
        return new Place(segment, OptionalInt.empty(), Optional.empty());
    }

    boolean isAll() {
        return twin.isEmpty() && part.isEmpty();
    }

    /**
     * A view of the place, without history; the caller closes it.
     *
     * @param result of the segment, or something of its shape
     * @param twins how many values stand in one batch there
     */
    Tensor of(Tensor result, int twins) {
        return Temporaries.without(() -> {
            Tensor batch = result.detach();
            Tensor one = twin.isPresent() ? image(batch, twin.getAsInt(), twins) : batch;
            return part.map(own -> own.of(one)).orElse(one);
        });
    }

    /** The images of one of several values that stand in one batch. */
    static Tensor image(Tensor batch, int twin, int twins) {
        long images = batch.size(0) / twins;
        return twins == 1 ? batch : batch.narrow(0, twin * images, images);
    }
}
