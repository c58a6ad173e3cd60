package org.espalier.engine.weight;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.espalier.graph.Weight;

/**
 * Where the weights of one role lie in their flat buffer. Each begins on a cache line; convolution kernels lie as the maps do, channels-last
 * with their input channels innermost.
 *
 * @param slots place of each weight by name, in the order of the buffer
 * @param elements length of the buffer
 */
public record Layout(SequencedMap<String, Slot> slots, long elements) {

    private static final int ALIGNMENT = 16;

    /** The place of one weight. */
    public record Slot(Weight.Named weight, long offset, MemoryFormat format) {

        /** First element after the weight and its padding. */
        public long end() {
            return offset + Math.ceilDiv(weight.elements(), ALIGNMENT) * ALIGNMENT;
        }

        /** Distances between neighbours along each axis, in elements. */
        public long[] strides() {
            List<Integer> shape = weight.shape();
            long[] strides = new long[shape.size()];
            int[] fromInnermost = shape.size() == 4 && format == MemoryFormat.ChannelsLast
                    ? new int[] {1, 3, 2, 0}
                    : descending(shape.size());
            long step = 1;
            for (int axis : fromInnermost) {
                strides[axis] = step;
                step *= shape.get(axis);
            }
            return strides;
        }

        private static int[] descending(int length) {
            int[] axes = new int[length];
            for (int place = 0; place < length; place++) {
                axes[place] = length - 1 - place;
            }
            return axes;
        }
    }

    /**
     * The place of a weight.
     *
     * @throws IllegalArgumentException if this layout has no such weight, or has it in another shape
     */
    public Slot slot(Weight.Named weight) {
        Slot slot = slots.get(weight.name());
        if (slot == null || !slot.weight.shape().equals(weight.shape())) {
            throw new IllegalArgumentException("the store has no weight %s of shape %s%s"
                    .formatted(weight.name(), weight.shape(), slot == null ? "" : "; its own is " + slot.weight));
        }
        return slot;
    }

    /** One weight after the other, in the order given. */
    public static Layout of(Collection<Weight.Named> weights, MemoryFormat format) {
        SequencedMap<String, Slot> slots = new LinkedHashMap<>();
        long offset = 0;
        for (Weight.Named weight : weights) {
            Slot slot = new Slot(weight, offset, format);
            slots.put(weight.name(), slot);
            offset = slot.end();
        }
        return new Layout(slots, offset);
    }
}
