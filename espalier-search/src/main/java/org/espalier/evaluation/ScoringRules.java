package org.espalier.evaluation;

import java.util.Optional;

/**
 * What is scored, and how.
 *
 * @param protocol rules of the data set
 * @param boundary whether boundary IoU is computed too
 * @param instances for the instance-level IoU of Cityscapes; without them it is not computed
 */
public record ScoringRules(ScoringProtocol protocol, boolean boundary, Optional<InstanceIds> instances) {

    /** IoU, accuracies and Dice by the general rules. */
    public static final ScoringRules GENERAL = of(ScoringProtocol.GENERAL);

    /** Rules of a protocol, without boundaries and instances. */
    public static ScoringRules of(ScoringProtocol protocol) {
        return new ScoringRules(protocol, false, Optional.empty());
    }

    /** A copy that also scores boundaries. */
    public ScoringRules withBoundary() {
        return new ScoringRules(protocol, true, instances);
    }

    /** A copy with instances. */
    public ScoringRules withInstances(InstanceIds ids) {
        return new ScoringRules(protocol, boundary, Optional.of(ids));
    }
}
