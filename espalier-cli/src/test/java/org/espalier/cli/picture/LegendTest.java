package org.espalier.cli.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.espalier.label.LabelClass;
import org.espalier.label.LabelSet;
import org.junit.jupiter.api.Test;

class LegendTest {

    private static final int BACKGROUND = 0xFFF4F2EE;
    private static final int TEXT = 0xFF262626;

    @Test
    void eachClassHasASquareOfItsColourAndItsName() {
        LabelSet labels = LabelSet.of(LabelClass.of("I", 255, 0, 0), LabelClass.of("L", 0, 0, 255));
        BufferedImage page = Legend.below(new BufferedImage(200, 50, BufferedImage.TYPE_INT_RGB), labels);

        assertThat(page.getWidth()).isEqualTo(200);
        assertThat(page.getHeight()).isEqualTo(50 + 22 + 6);
        // columns of 14 + 12 + 2 * 12 pixels begin at 6 and 56
        assertThat(page.getRGB(6, 50)).isEqualTo(0xFFFF0000);
        assertThat(page.getRGB(56 + 13, 50 + 13)).isEqualTo(0xFF0000FF);
        // the upper left dot of the I, the dot below it, and the stem of the L with the dot right of it
        assertThat(page.getRGB(26, 50)).isEqualTo(TEXT);
        assertThat(page.getRGB(26, 52)).isEqualTo(BACKGROUND);
        assertThat(page.getRGB(76, 50)).isEqualTo(TEXT);
        assertThat(page.getRGB(78, 50)).isEqualTo(BACKGROUND);
    }

    @Test
    void namesAreDrawnInCapitalsAndWhatHasNoShapeAsAQuestionMark() {
        assertThat(Letters.drawn("traffic light-2")).isEqualTo("TRAFFIC LIGHT-2");
        assertThat(Letters.drawn("Stra\u00DFe, B\u00E4ume")).isEqualTo("STRASSE, BAUME");
        assertThat(Letters.drawn("\u9053")).isEqualTo("?");
    }
}
