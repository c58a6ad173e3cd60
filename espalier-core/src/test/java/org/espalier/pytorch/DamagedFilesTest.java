package org.espalier.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.espalier.problem.BadData;
import org.espalier.random.Seed;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.TensorFile;
import org.espalier.safetensors.Tensors;
import org.espalier.weights.WeightFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand damaged files: each is read or rejected with a message, and none takes more memory than its size allows.
 */
@Tag("slow")
class DamagedFilesTest {

    private static final int MUTATIONS = 5_000;
    private static final long MOST_BYTES = 4 << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder;

    @Test
    void stateDictsOfPyTorch() throws IOException {
        Path whole = new PthFile()
                .tensor("features.0.weight", "FloatStorage", "0", 36, 0, new long[] {4, 1, 3, 3}, new long[] {9, 9, 3, 1
                })
                .tensor("features.1.bias", "HalfStorage", "1", 4, 0, new long[] {2, 2}, new long[] {1, 2})
                .tensor("features.1.num_batches_tracked", "LongStorage", "2", 1, 0, new long[0], new long[0])
                .storage("0", new byte[4 * 36])
                .storage("1", new byte[8])
                .storage("2", new byte[8])
                .entry("archive/byteorder", "little")
                .entry("archive/version", "3\n")
                .write(folder.resolve("whole.pth"));
        assertEachIsReadOrRefused(Files.readAllBytes(whole), new Seed(1));
    }

    @Test
    void safetensors() throws IOException {
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        tensors.put("features.0.weight", TensorData.of(new float[36], 4, 1, 3, 3));
        tensors.put("features.1.bias", TensorData.of(new double[2], 2));
        tensors.put("features.1.num_batches_tracked", TensorData.of(new long[1]));
        Path whole = folder.resolve("whole.safetensors");
        TensorFile.write(whole, Tensors.of(tensors).withMetadata(Map.of("format", "pt")));
        assertEachIsReadOrRefused(Files.readAllBytes(whole), new Seed(2));
    }

    private void assertEachIsReadOrRefused(byte[] whole, Seed root) throws IOException {
        Path file = folder.resolve("damaged");
        Files.write(file, whole);
        assertThat(WeightFile.read(file).names()).hasSize(3);
        int refused = 0;
        for (int round = 0; round < MUTATIONS; round++) {
            Seed seed = root.derive(round);
            Files.write(file, damaged(whole, seed));
            long before = THREADS.getCurrentThreadAllocatedBytes();
            try {
                WeightFile.read(file);
            } catch (BadData expected) {
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("round " + round + " of " + root, e);
            }
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .as("bytes of memory, round %d of %s", round, root)
                    .isLessThan(MOST_BYTES);
        }
        assertThat(refused).as("refused of %d, %s", MUTATIONS, root).isBetween(MUTATIONS / 4, MUTATIONS);
    }

    /** Up to eight bytes changed, or some of them large, or a piece cut out or doubled. */
    private static byte[] damaged(byte[] whole, Seed seed) {
        byte[] bytes = whole.clone();
        int kind = (int) (8 * seed.uniform(0));
        int from = (int) (bytes.length * seed.uniform(1));
        int to = Math.min(bytes.length, from + 1 + (int) (40 * seed.uniform(2)));
        if (kind == 0) {
            return Arrays.copyOf(bytes, from);
        }
        if (kind == 1) {
            byte[] cut = Arrays.copyOf(bytes, bytes.length - (to - from));
            System.arraycopy(bytes, to, cut, from, bytes.length - to);
            return cut;
        }
        if (kind == 2) {
            byte[] longer = Arrays.copyOf(bytes, bytes.length + to - from);
            System.arraycopy(bytes, from, longer, to, bytes.length - from);
            return longer;
        }
        if (kind == 3) {
            Arrays.fill(bytes, from, Math.min(to, from + 8), (byte) 0xFF);
            return bytes;
        }
        for (int change = 0; change < kind; change++) {
            bytes[(int) (bytes.length * seed.uniform(10 + change))] = (byte) seed.bits(20 + change);
        }
        return bytes;
    }
}
