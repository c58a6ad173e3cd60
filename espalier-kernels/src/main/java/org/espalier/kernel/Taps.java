package org.espalier.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One dimension of a correlation: output {@code i} reads the inputs {@code i * step + offset} for each offset. Offsets
 * with which every output reads outside the input are left out.
 *
 * @param inputs length of the input
 * @param outputs length of the output
 * @param step inputs from one output to the next
 * @param offsets in ascending order
 * @param kernel the place in the kernel for each offset
 */
record Taps(int inputs, int outputs, int step, int[] offsets, int[] kernel) {

    /** As a convolution's output needs them. */
    static Taps forward(int inputs, int outputs, int kernel, int stride, int dilation, int before) {
        return of(
                inputs,
                outputs,
                stride,
                IntStream.range(0, kernel).toArray(),
                IntStream.range(0, kernel)
                        .map(place -> place * dilation - before)
                        .toArray());
    }

    /**
     * As the gradients of inputs {@code phase}, {@code phase + stride}, ... need them, reading the output's gradients.
     * A place of the kernel that only meets inputs of other phases is left out.
     */
    static Taps gradient(int phase, int inputs, int outputs, int kernel, int stride, int dilation, int before) {
        int[] places = IntStream.iterate(kernel - 1, place -> place >= 0, place -> place - 1)
                .filter(place -> Math.floorMod(phase + before - place * dilation, stride) == 0)
                .toArray();
        return of(
                outputs,
                Math.max(0, Math.ceilDiv(inputs - phase, stride)),
                1,
                places,
                Arrays.stream(places)
                        .map(place -> Math.floorDiv(phase + before - place * dilation, stride))
                        .toArray());
    }

    private static Taps of(int inputs, int outputs, int step, int[] places, int[] offsets) {
        int[] kept = IntStream.range(0, places.length)
                .filter(tap -> meets(inputs, outputs, step, offsets[tap]))
                .toArray();
        return new Taps(
                inputs,
                outputs,
                step,
                Arrays.stream(kept).map(tap -> offsets[tap]).toArray(),
                Arrays.stream(kept).map(tap -> places[tap]).toArray());
    }

    private static boolean meets(int inputs, int outputs, int step, int offset) {
        return IntStream.range(0, outputs)
                .map(output -> output * step + offset)
                .anyMatch(input -> input >= 0 && input < inputs);
    }

    int count() {
        return offsets.length;
    }

    /** Zeros that the input needs before its first value. */
    int before() {
        return count() == 0 ? 0 : Math.max(0, -offsets[0]);
    }

    /** Zeros that the input needs after its last value. */
    int after() {
        return count() == 0 ? 0 : Math.max(0, (outputs - 1) * step + offsets[count() - 1] - (inputs - 1));
    }

    /** Length of the input between zeros. */
    int padded() {
        return before() + inputs + after();
    }

    /** Whether the offsets follow one another without gaps. */
    boolean consecutive() {
        return count() < 2 || offsets[count() - 1] - offsets[0] == count() - 1;
    }

    /** The first tap with which an output reads within the input; {@link #count()} or more if there is none. */
    int first(int output) {
        int tap = 0;
        while (tap < count() && output * step + offsets[tap] < 0) {
            tap++;
        }
        return tap;
    }

    /** One more than the last tap with which an output reads within the input. */
    int end(int output) {
        int tap = count();
        while (tap > 0 && output * step + offsets[tap - 1] >= inputs) {
            tap--;
        }
        return tap;
    }

    /** The end of the outputs from {@code output} on that read within the input with the same taps. */
    int sameTaps(int output) {
        int end = output + 1;
        while (end < outputs && first(end) == first(output) && end(end) == end(output)) {
            end++;
        }
        return end;
    }
}
