package org.espalier.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.espalier.problem.BadUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSizeTest {

    @Test
    void heightComesFirst() {
        assertThat(DataSize.parse("180x240")).isEqualTo(new DataSize(180, 240)).hasToString("180x240");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "180", "180x", "x240", "180X240", "-1x5", "0x5", "99999x1", "180x240 "})
    void otherFormsAreRefused(String text) {
        assertThatThrownBy(() -> DataSize.parse(text))
                .isInstanceOf(BadUsage.class)
                .hasMessageStartingWith("size: got");
    }
}
