package org.espalier.metric;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Counts the pairs of bytes at the same place of two arrays, on all processors. Reads eight pairs at once: in masks
 * most of such groups are one pair, eight times.
 */
final class PairCounts {

    /** Values of a byte. */
    static final int VALUES = 256;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LEAST_PART = 1 << 18;
    private static final int PARTS_EACH = 4;

    private PairCounts() {}

    /**
     * The number of places with first byte {@code f} and second byte {@code s}, at {@code f * VALUES + s}.
     *
     * @param first as long as {@code second}
     */
    static long[] of(byte[] first, byte[] second) {
        int most = PARTS_EACH * Runtime.getRuntime().availableProcessors();
        int part = Math.max(LEAST_PART, Math.ceilDiv(first.length, most));
        List<int[]> parts = IntStream.range(0, Math.ceilDiv(first.length, part))
                .parallel()
                .mapToObj(number ->
                        count(first, second, number * part, (int) Math.min(first.length, (number + 1L) * part)))
                .toList();
        long[] sums = new long[VALUES * VALUES];
        for (int[] counts : parts) {
            for (int pair = 0; pair < sums.length; pair++) {
                sums[pair] += counts[pair];
            }
        }
        return sums;
    }

    private static int[] count(byte[] first, byte[] second, int from, int to) {
        int[] counts = new int[VALUES * VALUES];
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long f = (long) EIGHT.get(first, at);
            long s = (long) EIGHT.get(second, at);
            if (f == Long.rotateLeft(f, 8) && s == Long.rotateLeft(s, 8)) {
                counts[pair(f, s)] += Long.BYTES;
            } else {
                countEach(f, s, counts);
            }
        }
        for (; at < to; at++) {
            counts[pair(first[at], second[at])]++;
        }
        return counts;
    }

    /** Written out because a loop took longer. */
    private static void countEach(long f, long s, int[] counts) {
        counts[pair(f, s)]++;
        counts[pair(f >>> 8, s >>> 8)]++;
        counts[pair(f >>> 16, s >>> 16)]++;
        counts[pair(f >>> 24, s >>> 24)]++;
        counts[pair(f >>> 32, s >>> 32)]++;
        counts[pair(f >>> 40, s >>> 40)]++;
        counts[pair(f >>> 48, s >>> 48)]++;
        counts[pair(f >>> 56, s >>> 56)]++;
    }

    private static int pair(long first, long second) {
        return (int) (first & 0xFF) << 8 | (int) (second & 0xFF);
    }
}
