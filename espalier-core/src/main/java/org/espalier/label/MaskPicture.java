package org.espalier.label;

import java.awt.image.BufferedImage;
import org.espalier.image.PixelFormat;
import org.espalier.image.Pixels;
import org.espalier.text.Text;

/** Masks as pictures for people: each class in its colour, alone or over the photograph. */
public final class MaskPicture {

    /** A share of class colour with which an overlay shows both class and photograph well. */
    public static final double DEFAULT_OPACITY = 0.55;

    private MaskPicture() {}

    /** The mask in the colours of its classes; black where it has none. */
    public static BufferedImage colored(Mask mask, LabelSet labels) {
        BufferedImage picture = new BufferedImage(mask.width(), mask.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                picture.setRGB(x, y, labels.rgb(mask.at(y, x)));
            }
        }
        return picture;
    }

    /**
     * The photograph with the colours of the classes over it; untouched where the mask has no class.
     *
     * @param photograph of the size of the mask
     * @param opacity share of the class colour, 0..1
     * @throws IllegalArgumentException if the sizes differ or the opacity is outside 0..1
     */
    public static BufferedImage overlay(BufferedImage photograph, Mask mask, LabelSet labels, double opacity) {
        if (photograph.getHeight() != mask.height() || photograph.getWidth() != mask.width()) {
            throw new IllegalArgumentException(Text.format(
                    "an overlay needs one size: photograph %dx%d, mask %dx%d (HEIGHTxWIDTH)",
                    photograph.getHeight(), photograph.getWidth(), mask.height(), mask.width()));
        }
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException(Text.format("opacity: got %s, allowed 0..1", opacity));
        }
        Pixels under = Pixels.of(photograph, PixelFormat.RGB, "photograph");
        BufferedImage picture = new BufferedImage(mask.width(), mask.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                int color = under.at(y, x, 0) << 16 | under.at(y, x, 1) << 8 | under.at(y, x, 2);
                int label = mask.at(y, x);
                picture.setRGB(x, y, label < labels.size() ? blend(color, labels.rgb(label), opacity) : color);
            }
        }
        return picture;
    }

    private static int blend(int under, int over, double opacity) {
        int mixed = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            double value = (1 - opacity) * (under >> shift & 0xFF) + opacity * (over >> shift & 0xFF);
            mixed |= (int) Math.round(value) << shift;
        }
        return mixed;
    }
}
