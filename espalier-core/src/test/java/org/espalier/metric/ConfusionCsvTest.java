package org.espalier.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.espalier.label.LabelSet;
import org.junit.jupiter.api.Test;

class ConfusionCsvTest {

    @Test
    void aRowForEachTrueClass() {
        ConfusionMatrix counts = new ConfusionMatrix(2);
        counts.add(new byte[] {0, 0, 0, 1, (byte) 255}, new byte[] {0, 0, 1, (byte) 255, 0});

        assertThat(ConfusionCsv.of(counts, LabelSet.ofNames(List.of("wall, \"old\"", "door"))))
                .isEqualTo("""
                    truth,"wall, ""old""\",door,(none)
                    "wall, ""old""\",2,1,0
                    door,0,0,1
                    """);
    }
}
