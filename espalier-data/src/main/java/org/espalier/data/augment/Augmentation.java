package org.espalier.data.augment;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.espalier.data.DataSize;
import org.espalier.data.Sample;
import org.espalier.image.PixelFormat;
import org.espalier.label.LabelSet;
import org.espalier.problem.Allowed;
import org.espalier.random.Seed;

/**
 * Random augmentation of training samples. The image is scaled, cropped at a random position, possibly mirrored, and
 * its colours are shifted; the labels get the same geometry. Where the crop reaches beyond the image, the image is
 * filled with the mean colour of its visible part and the labels with {@link LabelSet#IGNORE}. Saturation and hue
 * change red, green and blue of 8 bits only; of other images, contrast keeps the mean of each channel. The same
 * sample and seed give the same view, on any thread.
 *
 * @param minScale smallest scale, in 0.1..10
 * @param maxScale largest scale, in minScale..10; the logarithm of the scale is uniform between the two
 * @param crop size of every view; empty: the size of the sample
 * @param flip probability of a left-right mirror image, 0..1
 * @param brightness the image is multiplied by a factor in 1 +- this, 0..1
 * @param contrast the distance from the mean grey is multiplied by a factor in 1 +- this, 0..1
 * @param saturation the distance from each pixel's grey is multiplied by a factor in 1 +- this, 0..1
 * @param hue colours are rotated about the grey axis by an angle within +- this share of a full circle, 0..0.5
 */
public record Augmentation(
        double minScale,
        double maxScale,
        Optional<DataSize> crop,
        double flip,
        double brightness,
        double contrast,
        double saturation,
        double hue) {

    private static final double SMALLEST_SCALE = 0.1;
    private static final double LARGEST_SCALE = 10;

    /** @throws IllegalArgumentException if a value is outside its range */
    public Augmentation {
        Allowed.between("minScale", minScale, SMALLEST_SCALE, LARGEST_SCALE);
        Allowed.between("maxScale", maxScale, minScale, LARGEST_SCALE);
        Allowed.between("flip", flip, 0.0, 1.0);
        Allowed.between("brightness", brightness, 0.0, 1.0);
        Allowed.between("contrast", contrast, 0.0, 1.0);
        Allowed.between("saturation", saturation, 0.0, 1.0);
        Allowed.between("hue", hue, 0.0, 0.5);
    }

    /** No augmentation. */
    public static Augmentation none() {
        return new Augmentation(1, 1, Optional.empty(), 0, 0, 0, 0, 0);
    }

    /**
     * Defaults for street scenes at a quarter of their size and above:
     *
     * <ul>
     *   <li>scale 0.75..1.75: the published 0.5..2 without its lower end, where a crop nearly as large as the image
     *       would be mostly padding;
     *   <li>flip 0.5: a street mirrored is a street;
     *   <li>brightness 0.35: the val images of CamVid are a quarter darker than those of train;
     *   <li>contrast and saturation 0.25, hue 0.02: weather and cameras differ, but sky stays blue and trees stay
     *       green.
     * </ul>
     *
     * @param crop size of every view
     */
    public static Augmentation standard(DataSize crop) {
        return new Augmentation(0.75, 1.75, Optional.of(crop), 0.5, 0.35, 0.25, 0.25, 0.02);
    }

    /** Whether a sample has at most two views, itself and its mirror image. */
    public boolean hasFewViews() {
        return minScale == 1
                && maxScale == 1
                && crop.isEmpty()
                && brightness == 0
                && contrast == 0
                && saturation == 0
                && hue == 0;
    }

    /** The size of the views of a sample of this size. */
    public DataSize viewSize(DataSize sample) {
        return crop.orElse(sample);
    }

    /** One random view; a fresh sample with the same id. */
    public Sample apply(Sample sample, Seed seed) {
        DataSize size = viewSize(sample.size());
        byte[] rgb = new byte[sample.format().bytesPerPixel() * size.pixels()];
        byte[] labels = new byte[size.pixels()];
        apply(sample, seed, rgb, labels, 0);
        return new Sample(sample.id(), size, sample.format(), rgb, labels);
    }

    /**
     * One random view, written as image number {@code slot} into the arrays of a batch.
     *
     * @param images {@code [count, height, width, channels]}
     * @param labels {@code [count, height, width]}
     */
    public void apply(Sample sample, Seed seed, byte[] images, byte[] labels, int slot) {
        apply(sample, OptionalInt.empty(), seed, images, labels, slot);
    }

    /**
     * The same, with a crop that shows a pixel of a class.
     *
     * @param shown number of the class; if the sample has no pixel of it at the drawn scale, the crop lies anywhere
     */
    public void apply(Sample sample, OptionalInt shown, Seed seed, byte[] images, byte[] labels, int slot) {
        RandomGenerator random = seed.generator();
        Placement placement = shown.isPresent() ? new ClassPlacement(sample, shown.getAsInt()) : Placement.ANYWHERE;
        View view = View.draw(this, sample.size(), placement, random);
        ColorShift shift = ColorShift.draw(this, random);
        view.labels(sample.labels(), labels, slot);
        if (!sample.format().equals(PixelFormat.RGB)) {
            new ChannelView(view, sample.format()).image(sample.pixelBytes(), images, slot, shift);
            return;
        }
        double[] mean = view.image(sample.pixelBytes(), images, slot);
        shift.apply(mean, images, 3 * slot * view.size().pixels(), view.size().pixels());
    }
}
