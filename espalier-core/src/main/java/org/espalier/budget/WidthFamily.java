package org.espalier.budget;

import java.util.List;
import java.util.function.Function;
import org.espalier.problem.Allowed;

/**
 * Networks that differ in their widths alone.
 *
 * @param <T> such networks
 * @param widths one or more
 * @param at the network with a number of channels for each width
 */
public record WidthFamily<T>(List<Width> widths, Function<List<Integer>, T> at) {

    public WidthFamily {
        widths = List.copyOf(widths);
        Allowed.notEmpty("widths", widths);
    }

    /** The network with a number of channels for each width. */
    public T at(List<Integer> channels) {
        return at.apply(channels);
    }

    /** The network whose channels are nearest to {@code factor} times those of the widths. */
    public T at(double factor) {
        return at(scaled(factor));
    }

    /** The channels nearest to {@code factor} times those of the widths. */
    List<Integer> scaled(double factor) {
        return widths.stream().map(width -> width.scaled(factor)).toList();
    }
}
