package org.espalier.pytorch;

import java.nio.ByteBuffer;
import java.util.List;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * The layout of a tensor in its storage. All elements lie inside it, and there are no more of them than the storage
 * has.
 *
 * @param elements their number
 */
record Layout(Pickled.View view, long elements) {

    /**
     * @param where the tensor, for error messages
     * @throws BadData if it reaches beyond its storage or repeats elements of it
     */
    static Layout of(Pickled.View view, String where) {
        try {
            long elements = 1;
            long widest = view.storage().dtype().bytes();
            long last = view.offset();
            for (int axis = 0; axis < view.shape().size(); axis++) {
                elements = Math.multiplyExact(elements, view.shape().get(axis));
                widest = Math.multiplyExact(widest, Math.max(1, view.shape().get(axis)));
                long steps = Math.max(0, view.shape().get(axis) - 1);
                last = Math.addExact(
                        last, Math.multiplyExact(steps, view.strides().get(axis)));
            }
            if (elements > view.storage().elements()
                    || elements > 0 && last >= view.storage().elements()) {
                throw beyond(view, where);
            }
            return new Layout(view, elements);
        } catch (ArithmeticException e) {
            throw beyond(view, where);
        }
    }

    private static BadData beyond(Pickled.View view, String where) {
        return new BadData(Text.format(
                "%s of shape %s with strides %s from %d on does not fit into its storage of %d numbers",
                where,
                view.shape(),
                view.strides(),
                view.offset(),
                view.storage().elements()));
    }

    /** Number of bytes of the tensor. */
    long bytes() {
        return elements * size();
    }

    /** Whether the elements follow one another in row-major order. */
    boolean isDense() {
        long expected = 1;
        for (int axis = view.shape().size() - 1; axis >= 0; axis--) {
            long length = view.shape().get(axis);
            if (length > 1 && view.strides().get(axis) != expected) {
                return elements == 0;
            }
            expected *= length;
        }
        return true;
    }

    /** The tensor's part of the storage, if it is dense. */
    ByteBuffer slice(ByteBuffer storage) {
        return storage.slice(elements == 0 ? 0 : (int) view.offset() * size(), (int) bytes());
    }

    /** The elements one by one, in row-major order. */
    ByteBuffer gather(ByteBuffer storage) {
        ByteBuffer gathered = ByteBuffer.allocate((int) bytes());
        List<Long> shape = view.shape();
        long[] place = new long[shape.size()];
        long from = view.offset();
        while (gathered.hasRemaining()) {
            gathered.put(gathered.position(), storage, (int) from * size(), size());
            gathered.position(gathered.position() + size());
            for (int axis = place.length - 1; axis >= 0; axis--) {
                from += view.strides().get(axis);
                place[axis]++;
                if (place[axis] < shape.get(axis)) {
                    break;
                }
                from -= place[axis] * view.strides().get(axis);
                place[axis] = 0;
            }
        }
        return gathered.flip();
    }

    private int size() {
        return view.storage().dtype().bytes();
    }
}
