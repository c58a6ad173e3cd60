package org.espalier.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ViewTest {

    private static final View GRAY = new View(new byte[] {1, 2, 3, 4, 5, 6}, 2, 3);

    @Test
    void theMirrorImageExchangesLeftAndRight() {
        assertThat(GRAY.mirrored()).isEqualTo(new View(new byte[] {3, 2, 1, 6, 5, 4}, 2, 3));
    }

    @Test
    void theValuesOfAPixelStayTogether() {
        View color = new View(new byte[] {1, 2, 3, 4, 5, 6}, 1, 2);
        assertThat(color.mirrored()).isEqualTo(new View(new byte[] {4, 5, 6, 1, 2, 3}, 1, 2));
        assertThat(color.part(0, 1, 1, 2)).isEqualTo(new View(new byte[] {4, 5, 6, 4, 5, 6}, 1, 2));
    }

    @Test
    void aPartInsideIsACopyOfItsPixels() {
        assertThat(GRAY.part(1, 1, 1, 2)).isEqualTo(new View(new byte[] {5, 6}, 1, 2));
        assertThat(GRAY.part(0, 0, 2, 3)).isSameAs(GRAY);
    }

    @Test
    void outsideTheImageItsLastRowAndColumnAreRepeated() {
        assertThat(GRAY.part(0, 0, 3, 4)).isEqualTo(new View(new byte[] {1, 2, 3, 3, 4, 5, 6, 6, 4, 5, 6, 6}, 3, 4));
    }

    @Test
    void bytesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new View(new byte[7], 2, 3))
                .hasMessageContaining("2x3")
                .hasMessageContaining("got 7");
    }
}
