package org.espalier.kernel;

import static org.espalier.kernel.Lanes.COUNT;
import static org.espalier.kernel.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The inner loops of {@link DenseSweep}. A block is three or four pixels by one to three vectors of
 * output channels: what 16 registers hold while the inputs are added up. {@code pixels} is where each pixel's inputs
 * begin, {@code runs} the offsets of stretches of {@code length} inputs from there. The weights lie in the order in
 * which they are read. The last vector may reach beyond a pixel's channels into the next pixel, which must be written
 * later; so may the last pixels beyond {@code end}.
 */
final class DenseBlocks {

    private DenseBlocks() {}

    /** Pixels {@code first} to {@code end} - 1 by {@code vectors} vectors. */
    static void forward(
            int vectors,
            float[] in,
            int[] pixels,
            int first,
            int end,
            int[] runs,
            int firstRun,
            int endRun,
            int length,
            float[] weights,
            int firstWeight,
            float[] start,
            int firstStart,
            float[] out,
            int firstOut,
            int channels) {
        switch (vectors) {
            case 1 ->
                forward1(
                        in,
                        pixels,
                        first,
                        end,
                        runs,
                        firstRun,
                        endRun,
                        length,
                        weights,
                        firstWeight,
                        start,
                        firstStart,
                        out,
                        firstOut,
                        channels);
            case 2 ->
                forward2(
                        in,
                        pixels,
                        first,
                        end,
                        runs,
                        firstRun,
                        endRun,
                        length,
                        weights,
                        firstWeight,
                        start,
                        firstStart,
                        out,
                        firstOut,
                        channels);
            default ->
                forward3(
                        in,
                        pixels,
                        first,
                        end,
                        runs,
                        firstRun,
                        endRun,
                        length,
                        weights,
                        firstWeight,
                        start,
                        firstStart,
                        out,
                        firstOut,
                        channels);
        }
    }

    /** Four pixels at a time by one vector. */
    static void forward1(
            float[] in,
            int[] pixels,
            int first,
            int end,
            int[] runs,
            int firstRun,
            int endRun,
            int length,
            float[] weights,
            int firstWeight,
            float[] start,
            int firstStart,
            float[] out,
            int firstOut,
            int channels) {
        for (int pixel = first; pixel < end; pixel += 4) {
            int p0 = pixels[pixel];
            int p1 = pixels[Math.min(pixel + 1, end - 1)];
            int p2 = pixels[Math.min(pixel + 2, end - 1)];
            int p3 = pixels[Math.min(pixel + 3, end - 1)];
            FloatVector a0 = FloatVector.fromArray(SPECIES, start, firstStart);
            FloatVector b0 = a0;
            FloatVector c0 = a0;
            FloatVector d0 = a0;
            int weight = firstWeight;
            for (int run = firstRun; run < endRun; run++) {
                int q0 = p0 + runs[run];
                int q1 = p1 + runs[run];
                int q2 = p2 + runs[run];
                int q3 = p3 + runs[run];
                for (int i = 0; i < length; i++) {
                    int at = weight + i * COUNT;
                    FloatVector w0 = FloatVector.fromArray(SPECIES, weights, at);
                    FloatVector x = FloatVector.broadcast(SPECIES, in[q0 + i]);
                    a0 = x.fma(w0, a0);
                    x = FloatVector.broadcast(SPECIES, in[q1 + i]);
                    b0 = x.fma(w0, b0);
                    x = FloatVector.broadcast(SPECIES, in[q2 + i]);
                    c0 = x.fma(w0, c0);
                    x = FloatVector.broadcast(SPECIES, in[q3 + i]);
                    d0 = x.fma(w0, d0);
                }
                weight += length * COUNT;
            }
            int to = firstOut + pixel * channels;
            a0.intoArray(out, to);
            b0.intoArray(out, to + channels);
            c0.intoArray(out, to + 2 * channels);
            d0.intoArray(out, to + 3 * channels);
        }
    }

    /** Four pixels at a time by two vectors. */
    static void forward2(
            float[] in,
            int[] pixels,
            int first,
            int end,
            int[] runs,
            int firstRun,
            int endRun,
            int length,
            float[] weights,
            int firstWeight,
            float[] start,
            int firstStart,
            float[] out,
            int firstOut,
            int channels) {
        for (int pixel = first; pixel < end; pixel += 4) {
            int p0 = pixels[pixel];
            int p1 = pixels[Math.min(pixel + 1, end - 1)];
            int p2 = pixels[Math.min(pixel + 2, end - 1)];
            int p3 = pixels[Math.min(pixel + 3, end - 1)];
            FloatVector a0 = FloatVector.fromArray(SPECIES, start, firstStart);
            FloatVector a1 = FloatVector.fromArray(SPECIES, start, firstStart + COUNT);
            FloatVector b0 = a0;
            FloatVector b1 = a1;
            FloatVector c0 = a0;
            FloatVector c1 = a1;
            FloatVector d0 = a0;
            FloatVector d1 = a1;
            int weight = firstWeight;
            for (int run = firstRun; run < endRun; run++) {
                int q0 = p0 + runs[run];
                int q1 = p1 + runs[run];
                int q2 = p2 + runs[run];
                int q3 = p3 + runs[run];
                for (int i = 0; i < length; i++) {
                    int at = weight + i * (2 * COUNT);
                    FloatVector w0 = FloatVector.fromArray(SPECIES, weights, at);
                    FloatVector w1 = FloatVector.fromArray(SPECIES, weights, at + COUNT);
                    FloatVector x = FloatVector.broadcast(SPECIES, in[q0 + i]);
                    a0 = x.fma(w0, a0);
                    a1 = x.fma(w1, a1);
                    x = FloatVector.broadcast(SPECIES, in[q1 + i]);
                    b0 = x.fma(w0, b0);
                    b1 = x.fma(w1, b1);
                    x = FloatVector.broadcast(SPECIES, in[q2 + i]);
                    c0 = x.fma(w0, c0);
                    c1 = x.fma(w1, c1);
                    x = FloatVector.broadcast(SPECIES, in[q3 + i]);
                    d0 = x.fma(w0, d0);
                    d1 = x.fma(w1, d1);
                }
                weight += length * 2 * COUNT;
            }
            int to = firstOut + pixel * channels;
            a0.intoArray(out, to);
            a1.intoArray(out, to + COUNT);
            b0.intoArray(out, to + channels);
            b1.intoArray(out, to + channels + COUNT);
            c0.intoArray(out, to + 2 * channels);
            c1.intoArray(out, to + 2 * channels + COUNT);
            d0.intoArray(out, to + 3 * channels);
            d1.intoArray(out, to + 3 * channels + COUNT);
        }
    }

    /** Three pixels at a time by three vectors. */
    static void forward3(
            float[] in,
            int[] pixels,
            int first,
            int end,
            int[] runs,
            int firstRun,
            int endRun,
            int length,
            float[] weights,
            int firstWeight,
            float[] start,
            int firstStart,
            float[] out,
            int firstOut,
            int channels) {
        for (int pixel = first; pixel < end; pixel += 3) {
            int p0 = pixels[pixel];
            int p1 = pixels[Math.min(pixel + 1, end - 1)];
            int p2 = pixels[Math.min(pixel + 2, end - 1)];
            FloatVector a0 = FloatVector.fromArray(SPECIES, start, firstStart);
            FloatVector a1 = FloatVector.fromArray(SPECIES, start, firstStart + COUNT);
            FloatVector a2 = FloatVector.fromArray(SPECIES, start, firstStart + 2 * COUNT);
            FloatVector b0 = a0;
            FloatVector b1 = a1;
            FloatVector b2 = a2;
            FloatVector c0 = a0;
            FloatVector c1 = a1;
            FloatVector c2 = a2;
            int weight = firstWeight;
            for (int run = firstRun; run < endRun; run++) {
                int q0 = p0 + runs[run];
                int q1 = p1 + runs[run];
                int q2 = p2 + runs[run];
                for (int i = 0; i < length; i++) {
                    int at = weight + i * (3 * COUNT);
                    FloatVector w0 = FloatVector.fromArray(SPECIES, weights, at);
                    FloatVector w1 = FloatVector.fromArray(SPECIES, weights, at + COUNT);
                    FloatVector w2 = FloatVector.fromArray(SPECIES, weights, at + 2 * COUNT);
                    FloatVector x = FloatVector.broadcast(SPECIES, in[q0 + i]);
                    a0 = x.fma(w0, a0);
                    a1 = x.fma(w1, a1);
                    a2 = x.fma(w2, a2);
                    x = FloatVector.broadcast(SPECIES, in[q1 + i]);
                    b0 = x.fma(w0, b0);
                    b1 = x.fma(w1, b1);
                    b2 = x.fma(w2, b2);
                    x = FloatVector.broadcast(SPECIES, in[q2 + i]);
                    c0 = x.fma(w0, c0);
                    c1 = x.fma(w1, c1);
                    c2 = x.fma(w2, c2);
                }
                weight += length * 3 * COUNT;
            }
            int to = firstOut + pixel * channels;
            a0.intoArray(out, to);
            a1.intoArray(out, to + COUNT);
            a2.intoArray(out, to + 2 * COUNT);
            b0.intoArray(out, to + channels);
            b1.intoArray(out, to + channels + COUNT);
            b2.intoArray(out, to + channels + 2 * COUNT);
            c0.intoArray(out, to + 2 * channels);
            c1.intoArray(out, to + 2 * channels + COUNT);
            c2.intoArray(out, to + 2 * channels + 2 * COUNT);
        }
    }
}
