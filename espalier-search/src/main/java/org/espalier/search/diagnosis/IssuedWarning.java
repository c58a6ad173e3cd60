package org.espalier.search.diagnosis;

import org.espalier.run.Event;
import org.espalier.text.Text;

/**
 * A warning that was issued.
 *
 * @param name which
 * @param epoch the epoch in which it was issued, from 1; 0 if it follows from the configuration
 * @param words the finding, with its figures
 */
record IssuedWarning(SearchWarning name, int epoch, String words) {

    static final String KIND = "warning";
    static final String NAME = "name";

    /** The event {@code warning}. */
    Event event(long step) {
        return Event.now(KIND, step)
                .with(NAME, name.name())
                .with("sinceEpoch", epoch)
                .with("words", words);
    }

    /** The warning as a line for the user. */
    String line() {
        return Text.format("warning %s: %s", name, words);
    }
}
