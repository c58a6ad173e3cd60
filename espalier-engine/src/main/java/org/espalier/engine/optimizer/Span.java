package org.espalier.engine.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.espalier.engine.weight.Layout;

/**
 * A range of a flat buffer that is updated by one call: a step updates all of its weights, and all have had the same
 * number of updates before.
 * @param from index of the first element
 * @param to index after the last element
 * @param count number of updates before
 */
record Span(long from, long to, long count) {

    /** The spans of the touched weights; a single one if all are touched and have the same count. */
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

    /** Counts an update of the touched weights. */
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
