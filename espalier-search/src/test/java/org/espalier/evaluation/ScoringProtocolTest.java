package org.espalier.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.espalier.metric.ConfusionMatrix;
import org.junit.jupiter.api.Test;

class ScoringProtocolTest {

    @Test
    void theDataSetDecides() {
        assertThat(ScoringProtocol.ofData("camvid:/data/CamVid")).isEqualTo(ScoringProtocol.CAMVID);
        assertThat(ScoringProtocol.ofData("voc:/data/VOC2012")).isEqualTo(ScoringProtocol.VOC);
        assertThat(ScoringProtocol.ofData("cityscapes:C:/data")).isEqualTo(ScoringProtocol.CITYSCAPES);
        assertThat(ScoringProtocol.ofData("ade20k:/data")).isEqualTo(ScoringProtocol.ADE20K);
        assertThat(ScoringProtocol.ofData("scenes")).isEqualTo(ScoringProtocol.GENERAL);
        assertThat(ScoringProtocol.ofData("folder:/data/cityscapes")).isEqualTo(ScoringProtocol.GENERAL);
    }

    @Test
    void absentClassesAreZeroInTheMeanOfAde20kAlone() {
        ConfusionMatrix counts = new ConfusionMatrix(4); // IoU 1/2, 2/3, n/a, n/a
        counts.add(new byte[] {0, 0, 1, 1}, new byte[] {0, 1, 1, 1});

        for (ScoringProtocol protocol : ScoringProtocol.values()) {
            double expected = (1 / 2.0 + 2 / 3.0) / (protocol == ScoringProtocol.ADE20K ? 4 : 2);
            assertThat(protocol.meanIou(counts)).as("%s", protocol).hasValue(expected);
            assertThat(protocol.meanIou(new ConfusionMatrix(4))).isEmpty();
            assertThat(protocol.words()).doesNotContain("  ");
        }
    }
}
