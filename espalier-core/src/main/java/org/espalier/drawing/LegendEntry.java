package org.espalier.drawing;

/**
 * A line of a legend.
 *
 * @param name of what is drawn in the colour
 * @param color as {@code #rrggbb}
 */
public record LegendEntry(String name, String color) {}
