package org.espalier.data.layout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/** Checks that predictions and samples can be told apart by their names. */
final class UniqueIds {

    private UniqueIds() {}

    /** @throws BadData if two samples have one id; the message names the files of both */
    static void require(String split, List<SampleFiles> samples) {
        Map<String, SampleFiles> first = new HashMap<>();
        for (SampleFiles sample : samples) {
            SampleFiles other = first.putIfAbsent(sample.id(), sample);
            if (other != null) {
                throw new BadData(Text.format(
                        "%s and %s in split '%s' are both sample '%s'; rename or remove one of them",
                        other.image(), sample.image(), split, sample.id()));
            }
        }
    }
}
