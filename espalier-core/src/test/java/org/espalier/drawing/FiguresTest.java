package org.espalier.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0, 4, 0",
        "999, 4, 999",
        "1000, 4, 1.000 K",
        "10147427, 4, 10.15 M",
        "317540000000, 4, 317.5 B",
        "999960, 4, 1.000 M",
        "999940, 4, 999.9 K",
        "999600, 3, 1.00 M",
        "512000, 3, 512 K",
        "5020000000, 3, 5.02 B"
    })
    void countsHaveAFewDigitsAndAUnit(long count, int digits, String text) {
        assertThat(Figures.rounded(count, digits)).isEqualTo(text);
    }
}
