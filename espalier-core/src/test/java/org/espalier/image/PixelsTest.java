package org.espalier.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PixelsTest {

    private static final PixelFormat GRAY_8 = new PixelFormat(1, 8);
    private static final Pixels GRAY = new Pixels(2, 3, GRAY_8, new byte[] {1, 2, 3, 4, 5, 6});

    @Test
    void theMirrorImageExchangesLeftAndRight() {
        assertThat(GRAY.mirrored()).isEqualTo(new Pixels(2, 3, GRAY_8, new byte[] {3, 2, 1, 6, 5, 4}));
    }

    @Test
    void theValuesOfAPixelStayTogether() {
        Pixels color = new Pixels(1, 2, PixelFormat.RGB, new byte[] {1, 2, 3, 4, 5, 6});
        assertThat(color.mirrored()).isEqualTo(new Pixels(1, 2, PixelFormat.RGB, new byte[] {4, 5, 6, 1, 2, 3}));
        assertThat(color.part(0, 1, 1, 2)).isEqualTo(new Pixels(1, 2, PixelFormat.RGB, new byte[] {4, 5, 6, 4, 5, 6}));
    }

    @Test
    void aPartInsideIsACopyOfItsPixels() {
        assertThat(GRAY.part(1, 1, 1, 2)).isEqualTo(new Pixels(1, 2, GRAY_8, new byte[] {5, 6}));
        assertThat(GRAY.part(0, 0, 2, 3)).isSameAs(GRAY);
    }

    @Test
    void outsideTheImageItsLastRowAndColumnAreRepeated() {
        assertThat(GRAY.part(0, 0, 3, 4))
                .isEqualTo(new Pixels(3, 4, GRAY_8, new byte[] {1, 2, 3, 3, 4, 5, 6, 6, 4, 5, 6, 6}));
    }

    @Test
    void bytesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new Pixels(2, 3, GRAY_8, new byte[7]))
                .hasMessageContaining("2x3")
                .hasMessageContaining("got 7");
    }
}
