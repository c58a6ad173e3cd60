package org.espalier.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class PairCountsTest {

    @Test
    void equalsALoopForAnyLength() {
        for (int length : new int[] {0, 1, 7, 8, 9, 1000, (1 << 18) - 1, (1 << 18) + 5, (3 << 20) + 3}) {
            byte[] first = runs(length, new Seed(length).derive("first"));
            byte[] second = runs(length, new Seed(length).derive("second"));
            long[] expected = new long[1 << 16];
            for (int i = 0; i < length; i++) {
                expected[(first[i] & 0xFF) * 256 + (second[i] & 0xFF)]++;
            }

            assertThat(PairCounts.of(first, second)).as("%d", length).isEqualTo(expected);
        }
    }

    /** Runs of 1 to 40 equal bytes of all values. */
    private static byte[] runs(int length, Seed seed) {
        byte[] bytes = new byte[length];
        RandomGenerator random = seed.generator();
        int end;
        for (int at = 0; at < length; at = end) {
            end = Math.min(length, at + random.nextInt(1, 41));
            Arrays.fill(bytes, at, end, (byte) random.nextInt(256));
        }
        return bytes;
    }
}
