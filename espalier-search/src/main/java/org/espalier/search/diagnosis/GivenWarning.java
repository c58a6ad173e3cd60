package org.espalier.search.diagnosis;

import org.espalier.run.Event;

/**
 * A warning that holds.
 *
 * @param name which
 * @param epoch since which epoch it holds, from 1; 0 if it holds from the configuration on
 * @param words what was found, with its figures
 */
record GivenWarning(SearchWarning name, int epoch, String words) {

    static final String KIND = "warning";
    static final String NAME = "name";

    /** The warning in the events of a run. */
    Event event(long step) {
        return Event.now(KIND, step)
                .with(NAME, name.name())
                .with("sinceEpoch", epoch)
                .with("words", words);
    }

    /** As a line to read. */
    String line() {
        return "warning %s: %s".formatted(name, words);
    }
}
