package org.espalier.model;

import java.util.List;
import org.espalier.data.Split;
import org.espalier.label.LabelSet;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/** Checks that a model can be evaluated on a split: both must have the same classes in the same order. */
public final class SameClasses {

    private SameClasses() {}

    /**
     * @param model name for the error message
     * @throws BadData if number or names of the classes differ; the message names the first difference
     */
    public static void require(String model, LabelSet labels, Split split) {
        List<String> have = labels.names();
        List<String> got = split.labels().names();
        if (have.size() != got.size()) {
            throw new BadData(Text.format(
                    "the model %s has %d classes, the split %s has %d; evaluate it on data with its classes",
                    model, have.size(), split.name(), got.size()));
        }
        for (int number = 0; number < have.size(); number++) {
            if (!have.get(number).equals(got.get(number))) {
                throw new BadData(Text.format(
                        "class %d is '%s' in the model %s and '%s' in the split %s; evaluate it on data with its"
                                + " classes",
                        number, have.get(number), model, got.get(number), split.name()));
            }
        }
    }
}
