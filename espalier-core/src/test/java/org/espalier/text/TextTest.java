package org.espalier.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The tests of all modules run in a locale with other digits, see the root {@code pom.xml}. */
class TextTest {

    @Test
    @SuppressWarnings("DefaultLocale") // to show that the locale is in force
    void textDoesNotDependOnTheDefaultLocale() {
        assertThat(Locale.getDefault()).isEqualTo(Locale.of("ar", "EG"));
        assertThat("%d".formatted(12)).as("what the default locale makes of it").isEqualTo("١٢");
        assertThat(Text.format("asymmetric%d_%d", 2, 3)).isEqualTo("asymmetric2_3");
        assertThat(Text.format("%.2f %,d", 1234.5, 1234)).isEqualTo("1234.50 1,234");
        assertThat(Text.rounded(0.125, 1)).isEqualTo("0.1");
    }
}
