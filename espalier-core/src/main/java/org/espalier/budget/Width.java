package org.espalier.budget;

import org.espalier.problem.Allowed;

/**
 * A number of channels that may be scaled.
 *
 * @param part of the network that it belongs to, such as {@code head}; a part is made wider or narrower as a whole
 * @param channels before scaling; only their proportion to other widths matters
 * @param step of which the scaled number is a multiple
 */
public record Width(String part, double channels, int step) {

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
    public static Width of(String part, double channels) {
        return new Width(part, channels, USUAL_STEP);
    }

    /** The least step that both a space and runtimes allow: a multiple of a divisor and of {@link #USUAL_STEP}. */
    public static int commonStep(int divisor) {
        int step = divisor;
        while (step % USUAL_STEP != 0) {
            step += divisor;
        }
        return step;
    }

    /** The same width, wider or narrower before scaling. */
    Width times(double factor) {
        return new Width(part, factor * channels, step);
    }

    /** The multiple of the step that is nearest to {@code factor} times the channels; at least one step. */
    int scaled(double factor) {
        return Math.toIntExact(Math.max(1, Math.round(factor * channels / step))) * step;
    }
}
