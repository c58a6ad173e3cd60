package org.espalier.config;

/**
 * A key in which two configurations differ.
 *
 * @param key the full key, such as {@code train.batch}
 * @param before its value in the first
 * @param after its value in the second
 */
public record Difference(String key, String before, String after) {

    @Override
    public String toString() {
        return key + ": " + before + " -> " + after;
    }
}
