package org.espalier.protocol;

import java.util.List;
import java.util.Optional;
import org.espalier.graph.Extent;
import org.espalier.image.PixelResize;
import org.espalier.image.Pixels;
import org.espalier.label.Mask;
import org.espalier.problem.Allowed;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/**
 * How a network is applied to an image, in libtorch as in ONNX Runtime.
 *
 * <ol>
 * <li>Views: the image at each scale, and with {@code flip} the mirror image of each.
 * <li>Logits of a view: of one run on the whole view, or the mean of overlapping windows.
 * <li>Class of a pixel: of one view, the class with the largest logit, after the logits are resized to the image. Of
 * several views, the class with the largest mean probability: softmax of the resized logits.
 * </ol>
 *
 * <p>The first of equal classes wins. Images are resized as {@link org.espalier.image.PixelResize} does, logits by the
 * same rule. A network that accepts only one size gets a view resized to it, or windows of its size; where the view is
 * smaller than such a window, its last row and column are repeated.
 *
 * @param scales factors of the image's sides, at least one; a side has at least 1 pixel
 * @param flip whether each view is also mirrored, left to right
 * @param windows empty to run each view as a whole
 */
public record Protocol(List<Double> scales, boolean flip, Optional<Windows> windows) {

    /** The image itself, once and as a whole. */
    public static final Protocol WHOLE = new Protocol(List.of(1.0), false, Optional.empty());

    private static final double LARGEST = 8;

    /** @throws IllegalArgumentException if there is no scale, or one is not over 0 and at most 8 */
    public Protocol {
        scales = List.copyOf(scales);
        Allowed.notEmpty("scales", scales);
        for (double scale : scales) {
            Allowed.that(scale > 0 && scale <= LARGEST, "scales", scale, "more than 0, at most " + LARGEST);
        }
    }

    /**
     * Checks that a model can run by this protocol.
     *
     * @param model for the message
     * @param size the size that the model accepts; empty if any
     * @throws BadUsage if the model accepts one size only, and windows or scales need another
     */
    public void requireSize(String model, Optional<Extent> size) {
        if (size.isEmpty()) {
            return;
        }
        int height = size.get().height();
        int width = size.get().width();
        boolean fits = windows.map(one -> one.height() == height && one.width() == width)
                .orElse(scales.equals(WHOLE.scales));
        if (!fits) {
            throw new BadUsage(Text.format(
                    "%s accepts images of %dx%d only, but %s; allowed: windows of %dx%d (--window), or a model of any"
                            + " size (espalier export --dynamic)",
                    model,
                    height,
                    width,
                    windows.map(one -> "windows are " + one.height() + "x" + one.width())
                            .orElse("scales need other sizes"),
                    height,
                    width));
        }
    }

    /**
     * The class of each pixel.
     *
     * @return a mask of the image's size
     * @throws BadData if there are more logits than fit into one array
     */
    public Mask mask(Predictor predictor, Pixels image) {
        List<Extent> views = views(Extent.of(image.height(), image.width()));
        requireRoom(predictor.classes(), image);
        if (views.size() == 1 && !flip) {
            return logits(predictor, resized(image, views.getFirst())).mask(image.height(), image.width());
        }
        ProbabilityMean mean = new ProbabilityMean(predictor.classes(), image.height(), image.width());
        for (Extent size : views) {
            Pixels view = resized(image, size);
            mean.add(logits(predictor, view), false);
            if (flip) {
                mean.add(logits(predictor, view.mirrored()), true);
            }
        }
        return mean.mask();
    }

    /** The sizes of the views of an image, one for each scale. */
    List<Extent> views(Extent image) {
        return scales.stream()
                .map(scale -> Extent.of(length(image.height(), scale), length(image.width(), scale)))
                .toList();
    }

    private static int length(int side, double scale) {
        return (int) Math.max(1, Math.round(scale * side));
    }

    private Logits logits(Predictor predictor, Pixels view) {
        if (windows.isPresent()) {
            return windows.get().logits(predictor, view);
        }
        return predictor.logits(
                predictor.size().map(size -> resized(view, size)).orElse(view));
    }

    private static Pixels resized(Pixels image, Extent size) {
        return PixelResize.resized(image, size.height(), size.width());
    }

    private void requireRoom(int classes, Pixels image) {
        double largest = Math.max(1, scales.stream().max(Double::compare).orElse(1.0));
        double logits = largest
                * largest
                * image.height()
                * image.width()
                * Math.max(classes, image.format().channels());
        if (logits > Integer.MAX_VALUE) {
            throw new BadData(Text.format(
                    "an image of %dx%d (HEIGHTxWIDTH) at scale %s gives %.0f logits of %d classes, allowed: %d; make it"
                            + " smaller",
                    image.height(), image.width(), largest, logits, classes, Integer.MAX_VALUE));
        }
    }
}
