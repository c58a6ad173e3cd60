package org.espalier.search;

/** Which labels architecture steps see. */
public enum Labels {
    /** Those of the images. */
    TRUE,
    /** Those of the batch in random order, pixel by pixel: nothing links image and label. The null of a search. */
    SHUFFLED
}
