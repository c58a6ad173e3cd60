package org.espalier.data.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.espalier.data.DataSize;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;

class ViewTest {

    /** Pixel by pixel: the four neighbours, each with the product of its weights in 1/65536, rounded to the nearest. */
    @Test
    void everyPixelIsTheWeightedMeanOfItsFourNeighbours() {
        for (int number = 0; number < 200; number++) {
            RandomGenerator random = new Seed(3).derive(number).generator();
            DataSize sample = new DataSize(random.nextInt(1, 50), random.nextInt(1, 50));
            DataSize crop = new DataSize(random.nextInt(1, 60), random.nextInt(1, 60));
            Augmentation geometry = new Augmentation(0.3, 3, Optional.of(crop), 0.5, 0, 0, 0, 0);
            byte[] rgb = new byte[3 * sample.pixels()];
            random.nextBytes(rgb);
            View view = View.draw(geometry, sample, Placement.ANYWHERE, random);
            byte[] image = new byte[2 * 3 * crop.pixels()];
            double[] mean = view.image(rgb, image, 1);
            double[] sums = new double[3];
            int inside = 0;
            for (int i = 0; i < crop.pixels(); i++) {
                int y = i / crop.width();
                int x = i % crop.width();
                boolean shown = view.rows().nearest()[y] >= 0 && view.columns().nearest()[x] >= 0;
                inside += shown ? 1 : 0;
                for (int c = 0; c < 3; c++) {
                    int expected = shown ? expected(view, rgb, y, x, c) : (int) Math.round(mean[c]);
                    int got = image[3 * (crop.pixels() + i) + c] & 0xFF;
                    assertThat(got).as("case %d, pixel %d, %d", number, i, c).isEqualTo(expected);
                    sums[c] += shown ? got : 0;
                }
            }
            assertThat(mean).containsExactly(sums[0] / inside, sums[1] / inside, sums[2] / inside);
        }
    }

    private static int expected(View view, byte[] rgb, int y, int x, int c) {
        View.Line rows = view.rows();
        View.Line columns = view.columns();
        int down = rows.weight()[y];
        int across = columns.weight()[x];
        int sum = (256 - down) * (256 - across) * at(view, rgb, rows.low()[y], columns.low()[x], c)
                + (256 - down) * across * at(view, rgb, rows.low()[y], columns.high()[x], c)
                + down * (256 - across) * at(view, rgb, rows.high()[y], columns.low()[x], c)
                + down * across * at(view, rgb, rows.high()[y], columns.high()[x], c);
        return (sum + 32768) / 65536;
    }

    private static int at(View view, byte[] rgb, int row, int column, int c) {
        return rgb[3 * (row * view.sample().width() + column) + c] & 0xFF;
    }
}
