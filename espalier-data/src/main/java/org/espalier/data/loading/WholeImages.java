package org.espalier.data.loading;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.espalier.data.DataSize;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.image.PixelFormat;
import org.espalier.label.Batch;
import org.espalier.text.Text;

/**
 * All images of a split in order, whole and unchanged, for evaluation. Successive images of the same size share a
 * batch, as long as it has at most a million pixels: so the memory of a batch is bounded.
 *
 * @param split the samples
 * @param most maximum number of images per batch
 */
public record WholeImages(Split split, int most) implements Iterable<Batch> {

    private static final long MOST_PIXELS = 1L << 20;

    /**
     * @throws IllegalArgumentException if {@code most} is less than 1
     */
    public WholeImages {
        if (most < 1) {
            throw new IllegalArgumentException(Text.format("images per batch: got %d, allowed are 1 and above", most));
        }
    }

    @Override
    public Iterator<Batch> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < split.size();
            }

            @Override
            public Batch next() {
                if (!hasNext()) {
                    throw new NoSuchElementException(Text.format("all %d images were returned", split.size()));
                }
                List<Sample> group = groupFrom(next);
                next += group.size();
                return batch(group);
            }
        };
    }

    private List<Sample> groupFrom(int first) {
        List<Sample> group = new ArrayList<>();
        for (int index = first; index < split.size() && group.size() < most; index++) {
            Sample sample = split.sample(index);
            boolean fits = (group.size() + 1L) * sample.size().pixels() <= MOST_PIXELS;
            if (!group.isEmpty()
                    && !(fits && sample.size().equals(group.getFirst().size()))) {
                break;
            }
            group.add(sample);
        }
        return group;
    }

    private static Batch batch(List<Sample> group) {
        DataSize size = group.getFirst().size();
        PixelFormat format = group.getFirst().format();
        int imageBytes = size.pixels() * format.bytesPerPixel();
        byte[] images = new byte[group.size() * imageBytes];
        byte[] labels = new byte[group.size() * size.pixels()];
        for (int i = 0; i < group.size(); i++) {
            System.arraycopy(group.get(i).pixelBytes(), 0, images, i * imageBytes, imageBytes);
            System.arraycopy(group.get(i).labels(), 0, labels, i * size.pixels(), size.pixels());
        }
        return new Batch(format, images, labels, group.size(), size.height(), size.width());
    }
}
