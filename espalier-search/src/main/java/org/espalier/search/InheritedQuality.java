package org.espalier.search;

import org.espalier.run.Event;
import org.espalier.text.Text;

/**
 * How good a supernet is on {@code val}, and the network found with its weights.
 *
 * @param supernetMiou of all options together
 * @param networkMiou of the network, with the supernet's normalisation statistics
 * @param networkMiouReestimated of the network, with statistics of its own
 */
record InheritedQuality(double supernetMiou, double networkMiou, double networkMiouReestimated) {

    /** The event {@code inheritance}. */
    Event event(long step) {
        return Event.now("inheritance", step)
                .with("supernetMiou", supernetMiou)
                .with("networkMiou", networkMiou)
                .with("networkMiouReestimated", networkMiouReestimated)
                .with("words", inWords());
    }

    /** The same for people; a supernet's score is easily taken for more than it says. */
    String inWords() {
        return Text.format(
                "mIoU on val: supernet %.4f, the network found with its weights %.4f; a supernet's mIoU does not rank"
                        + " the networks derived from it",
                supernetMiou, networkMiouReestimated);
    }
}
