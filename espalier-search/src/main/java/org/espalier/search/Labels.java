package org.espalier.search;

/** The labels that architecture steps learn from. */
public enum Labels {
    /** The labels of the images. */
    TRUE,
    /** The labels of the batch in random order, pixel by pixel, unrelated to the images. The null of a search. */
    SHUFFLED
}
