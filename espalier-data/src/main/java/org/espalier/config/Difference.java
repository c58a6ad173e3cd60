package org.espalier.config;

/**
 * A key whose value differs between two configurations.
 *
 * @param key the full key, such as {@code train.batch}
 * @param before the value in the first
 * @param after the value in the second
 */
public record Difference(String key, String before, String after) {

    @Override
    public String toString() {
        return key + ": " + before + " -> " + after;
    }
}
