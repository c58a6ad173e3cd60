package org.espalier.evaluation;

import org.espalier.label.InstanceMap;
import org.espalier.problem.BadData;

/** Where the instance ids of a split's samples come from. */
@FunctionalInterface
public interface InstanceIds {

    /**
     * The instance ids of one sample, at the size of its labels.
     *
     * @param index of the sample in its split
     * @throws BadData if they are missing or cannot be read
     */
    InstanceMap of(int index);
}
