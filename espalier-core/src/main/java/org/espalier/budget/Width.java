package org.espalier.budget;

import org.espalier.problem.Allowed;

/**
 * A number of channels that may be scaled.
 *
 * @param name as in the configuration, such as {@code asppChannels}
 * @param channels before scaling; only their proportion to other widths matters
 * @param step of which the scaled number is a multiple
 */
public record Width(String name, double channels, int step) {

    /**
     * The multiple that runtimes like. In ONNX Runtime on a CPU with AVX2, networks whose channels are multiples of 4
     * reach 24 G multiply-adds a second on a core, of 8 27, others 16; see {@code docs/budget.md}.
     */
    public static final int USUAL_STEP = 4;

    public Width {
        Allowed.positive("channels", channels);
        Allowed.atLeast("step", step, 1);
    }

    /** A width in multiples of {@link #USUAL_STEP}. */
    public static Width of(String name, double channels) {
        return new Width(name, channels, USUAL_STEP);
    }

    /** The multiple of the step that is nearest to {@code factor} times the channels; at least one step. */
    int scaled(double factor) {
        return Math.toIntExact(Math.max(1, Math.round(factor * channels / step))) * step;
    }
}
