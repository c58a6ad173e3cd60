package org.espalier.engine.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.espalier.engine.weight.Layout;

/**
 * Neighbours in a flat buffer that move as one: all of them are touched by a step, and all have moved equally often before.
 *
 * @param from first element
 * @param to first element after them
 * @param count how often they have moved before
 */
record Span(long from, long to, long count) {

    /** The spans of the touched weights; a single one when a step touches them all. */
    static List<Span> of(Layout layout, Set<String> touched, long[] counts) {
        List<Span> spans = new ArrayList<>();
        int place = 0;
        for (Layout.Slot slot : layout.slots().values()) {
            long count = counts[place++];
            if (touched.contains(slot.weight().name())) {
                if (!spans.isEmpty() && spans.getLast().isContinuedBy(slot, count)) {
                    spans.set(spans.size() - 1, new Span(spans.getLast().from, slot.end(), count));
                } else {
                    spans.add(new Span(slot.offset(), slot.end(), count));
                }
            }
        }
        return spans;
    }

    /** Counts one more move of the touched weights. */
    static void countUp(Layout layout, Set<String> touched, long[] counts) {
        int place = 0;
        for (String name : layout.slots().keySet()) {
            if (touched.contains(name)) {
                counts[place]++;
            }
            place++;
        }
    }

    private boolean isContinuedBy(Layout.Slot slot, long slotCount) {
        return to == slot.offset() && count == slotCount;
    }
}
