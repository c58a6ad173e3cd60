package org.espalier.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.espalier.problem.BadUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {

    @ParameterizedTest
    @CsvSource({"35M, 35000000", "1.2G, 1200000000", "830K, 830000", "0.5 M, 500000"})
    void multiplyAddsHaveTheUnitsOfCounts(String text, long count) {
        assertThat(Budget.parse(text)).isEqualTo(new Budget.MultiplyAdds(count));
    }

    @Test
    void aTimeIsInMilliseconds() {
        assertThat(Budget.parse("1.5ms")).isEqualTo(new Budget.Latency(1.5));
    }

    @ParameterizedTest
    @CsvSource({"35M, 35M", "1200M, 1.2G", "0.83M, 830K", "1.50ms, 1.5ms", "12ms, 12ms"})
    void theTextIsReadBack(String text, String canonical) {
        Budget budget = Budget.parse(text);
        assertThat(budget).hasToString(canonical);
        assertThat(Budget.parse(budget.toString())).isEqualTo(budget);
    }

    @ParameterizedTest
    @ValueSource(strings = {"35", "35000000", "35MB", "M", "-3M", "1.5 s", "1,5M", "٣M", ""})
    void aTextWithoutUnitOrOfAnotherFormIsRefused(String text) {
        assertThatThrownBy(() -> Budget.parse(text))
                .isInstanceOf(BadUsage.class)
                .hasMessageContainingAll("budget: got '" + text + "'", "35M", "1.5ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0M", "0ms"})
    void nothingIsNoBudget(String text) {
        assertThatThrownBy(() -> Budget.parse(text))
                .isInstanceOf(BadUsage.class)
                .hasMessageContaining("allowed");
    }
}
