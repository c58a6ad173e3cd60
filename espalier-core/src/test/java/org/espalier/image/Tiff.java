package org.espalier.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes TIFF files by hand, little-endian, each tag with one number, also such as no writer of Java gives. */
final class Tiff {

    static final int SAMPLE_BITS = 258;
    static final int COLORS = 262;
    static final int ORIENTATION = 274;
    static final int SAMPLES = 277;
    static final int EXTRA_SAMPLES = 338;
    static final int SAMPLE_FORMAT = 339;

    private static final int PLANES = 284;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final Set<Integer> LONG_TAGS = Set.of(256, 257, 273, 278, 279);

    private Tiff() {}

    /** Writes an image of one strip; {@code tags} are added to those that every image needs. */
    static Path write(Path file, int height, int width, byte[] values, Map<Integer, Integer> tags) throws IOException {
        return Files.write(file, bytes(height, width, values, tags));
    }

    static byte[] bytes(int height, int width, byte[] values, Map<Integer, Integer> tags) {
        SortedMap<Integer, Integer> all = new TreeMap<>(Map.of(
                256,
                width,
                257,
                height,
                SAMPLE_BITS,
                8,
                259,
                1,
                COLORS,
                1,
                273,
                8,
                SAMPLES,
                1,
                278,
                height,
                279,
                values.length));
        all.put(PLANES, 1);
        all.putAll(tags);
        int samples = all.getOrDefault(SAMPLES, 1);
        int directory = 8 + values.length;
        int bits = directory + 2 + 12 * all.size() + 4;
        ByteBuffer out = ByteBuffer.allocate(bits + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 'I')
                .put((byte) 'I')
                .putShort((short) 42)
                .putInt(directory)
                .put(values);
        out.putShort((short) all.size());
        all.forEach((tag, value) -> {
            boolean many = tag == SAMPLE_BITS && samples > 2;
            out.putShort(tag.shortValue())
                    .putShort((short) (LONG_TAGS.contains(tag) ? LONG : SHORT))
                    .putInt(many ? samples : 1);
            out.putInt(many ? bits : value);
        });
        out.putInt(0);
        for (int i = 0; i < samples; i++) {
            out.putShort(all.getOrDefault(SAMPLE_BITS, 8).shortValue());
        }
        return out.array();
    }
}
