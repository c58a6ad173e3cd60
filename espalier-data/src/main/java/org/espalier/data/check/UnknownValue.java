package org.espalier.data.check;

/**
 * A value of label files that is not a class.
 *
 * @param value as it is in the files
 * @param files the number of files that have it
 * @param pixels in all these files
 * @param first the first of the files
 */
public record UnknownValue(int value, int files, long pixels, String first) {

    UnknownValue plus(UnknownValue later) {
        return new UnknownValue(value, files + later.files, pixels + later.pixels, first);
    }
}
