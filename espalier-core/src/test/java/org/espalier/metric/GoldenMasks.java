package org.espalier.metric;

import java.util.Arrays;
import org.espalier.label.LabelSet;
import org.espalier.label.Mask;

/**
 * Masks that a few lines of any language can make again, to compare scores with other implementations.
 *
 * <p>Random numbers: x becomes (1103515245 x + 12345) mod 2^31, from the seed on; a draw is x / 65536. The truth has
 * blocks of 12x12 pixels, 8 rows of 11; each block draws its class modulo classes + 1, where the last means ignored.
 * The prediction has the class of the block 2 pixels below and 3 to the right, around the border, and class 0 for
 * ignored ones. Then, for each pixel, row by row: if a draw is a multiple of 10, the next draw modulo classes is its
 * class.
 */
final class GoldenMasks {

    static final int HEIGHT = 96;
    static final int WIDTH = 132;

    private static final int BLOCK = 12;
    private static final int ACROSS = WIDTH / BLOCK;
    private static final int DOWN = HEIGHT / BLOCK;

    private final int classes;
    private long state;
    private final int[] blocks;

    GoldenMasks(int seed, int classes) {
        this.state = seed;
        this.classes = classes;
        this.blocks = new int[DOWN * ACROSS];
        Arrays.setAll(blocks, block -> draw() % (classes + 1));
    }

    Mask truth() {
        byte[] values = new byte[HEIGHT * WIDTH];
        for (int pixel = 0; pixel < values.length; pixel++) {
            int value = blocks[block(pixel)];
            values[pixel] = (byte) (value == classes ? LabelSet.IGNORE : value);
        }
        return new Mask(HEIGHT, WIDTH, values);
    }

    /** To be called once: it draws. */
    Mask prediction() {
        byte[] values = new byte[HEIGHT * WIDTH];
        for (int pixel = 0; pixel < values.length; pixel++) {
            int row = (pixel / WIDTH + 2) / BLOCK % DOWN;
            int value = blocks[row * ACROSS + (pixel % WIDTH + 3) / BLOCK % ACROSS];
            boolean changed = draw() % 10 == 0;
            values[pixel] = (byte) (changed ? draw() % classes : value % classes);
        }
        return new Mask(HEIGHT, WIDTH, values);
    }

    /** The number of the pixel's block, row by row. */
    static int block(int pixel) {
        return pixel / WIDTH / BLOCK * ACROSS + pixel % WIDTH / BLOCK;
    }

    private int draw() {
        state = (1103515245L * state + 12345) % (1L << 31);
        return (int) (state >> 16);
    }
}
