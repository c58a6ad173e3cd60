package org.espalier.data.loading;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.espalier.label.Batch;

/** The batches of one epoch of a loader. */
final class EpochIterator implements Iterator<Batch> {

    private final BatchLoader loader;
    private final long end;
    private long next;

    EpochIterator(BatchLoader loader, int epoch) {
        this.loader = loader;
        this.next = (long) epoch * loader.batchesPerEpoch();
        this.end = next + loader.batchesPerEpoch();
    }

    @Override
    public boolean hasNext() {
        return next < end;
    }

    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the epoch is over");
        }
        loader.seek(next++);
        return loader.next();
    }
}
