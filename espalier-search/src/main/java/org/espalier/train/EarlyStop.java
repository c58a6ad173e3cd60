package org.espalier.train;

import org.espalier.data.Split;
import org.espalier.problem.Allowed;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/**
 * Stopping a training early, judged on a part of its own images that the weights do not learn on: {@code select}. The
 * best weights by {@code select} are kept. {@code val} takes no part in it.
 *
 * @param patience judgements without a better mIoU on {@code select} after which the training stops; 0 to train to the
 *     end on all images
 * @param share of the training images that are {@code select}, at most 0.5: the last ones in a row
 * @param gap share of the training images between the two parts that is left out, at most 0.5, because neighbouring
 *     frames of a video are nearly equal
 */
public record EarlyStop(int patience, double share, double gap) {

    /** No early stop. */
    public static final EarlyStop OFF = new EarlyStop(0, 0.1, 0.02);

    public EarlyStop {
        Allowed.atLeast("patience", patience, 0);
        Allowed.that(share > 0 && share <= 0.5, "share", share, "more than 0, at most 0.5");
        Allowed.between("gap", gap, 0.0, 0.5);
    }

    /** Whether trainings are stopped early. */
    public boolean isOn() {
        return patience > 0;
    }

    /**
     * The images that weights learn on: all of them if this is off.
     *
     * @throws BadUsage if none are left
     */
    public Split fit(Split train) {
        return isOn() ? fitBesideSelect(train) : train;
    }

    /**
     * The images that weights learn on where {@code select} judges them, whether or not the training may stop early.
     *
     * @throws BadUsage if none are left
     */
    public Split fitBesideSelect(Split train) {
        return train.part("fit", 0, fitted(train));
    }

    /** The images that judge the weights. */
    public Split select(Split train) {
        return train.part("select", train.size() - selected(train), train.size());
    }

    private int fitted(Split train) {
        int left = train.size() - selected(train) - (int) Math.ceil(gap * train.size());
        if (left < 1) {
            throw new BadUsage(Text.format(
                    "stop: of the %d images of split '%s' select takes %d, and none is left to train on; use a smaller"
                            + " stop.share or stop.gap, or stop.patience=0",
                    train.size(), train.name(), selected(train)));
        }
        return left;
    }

    private int selected(Split train) {
        return Math.max(1, (int) Math.round(share * train.size()));
    }
}
