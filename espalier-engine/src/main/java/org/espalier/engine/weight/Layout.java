package org.espalier.engine.weight;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.espalier.graph.Weight;
import org.espalier.text.Text;

/**
 * Positions of the weights of one role in their flat buffer. Each weight starts at a multiple of 16 elements.
 * Convolution kernels have the same memory format as feature maps.
 * @param slots position of each weight by name, in memory order
 * @param elements length of the buffer
 */
public record Layout(SequencedMap<String, Slot> slots, long elements) {

    private static final int ALIGNMENT = 16;

    /** The position of one weight. */
    public record Slot(Weight.Named weight, long offset, MemoryFormat format) {

        /** Index of the first element after the weight and its padding. */
        public long end() {
            return offset + Math.ceilDiv(weight.elements(), ALIGNMENT) * ALIGNMENT;
        }

        /** Stride of each axis, in elements. */
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
     * The position of a weight.
     * @throws IllegalArgumentException if this layout lacks the weight or has it in another shape
     */
    public Slot slot(Weight.Named weight) {
        Slot slot = slots.get(weight.name());
        if (slot == null || !slot.weight.shape().equals(weight.shape())) {
            throw new IllegalArgumentException(Text.format(
                    "the store has no weight %s of shape %s%s",
                    weight.name(), weight.shape(), slot == null ? "" : "; its own is " + slot.weight));
        }
        return slot;
    }

    /** Weights one after the other, in the given order. */
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
