package org.espalier.data.labelme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import org.espalier.data.DataSize;
import org.espalier.data.layout.Pictures;
import org.espalier.label.Mask;
import org.espalier.problem.BadData;
import org.espalier.random.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutlinesTest {

    private static final DataSize SIZE = new DataSize(12, 15);

    @TempDir
    Path folder;

    @Test
    void polygonCoversThePixelsWhoseCentresAreInside() {
        RandomGenerator random = new Seed(3).generator();
        for (int round = 0; round < 50; round++) {
            int corners = 3 + random.nextInt(5);
            double[] x = new double[corners];
            double[] y = new double[corners];
            StringBuilder points = new StringBuilder();
            for (int i = 0; i < corners; i++) {
                x[i] = random.nextDouble() * 19 - 2;
                y[i] = random.nextDouble() * 16 - 2;
                points.append(i == 0 ? "" : ", ").append("[" + x[i] + ", " + y[i] + "]");
            }

            Mask mask = draw(LabelmeTest.shape("a", "polygon", "[" + points + "]"));

            for (int row = 0; row < SIZE.height(); row++) {
                for (int column = 0; column < SIZE.width(); column++) {
                    assertThat(mask.at(row, column) == 7)
                            .as("round %d, pixel (%d, %d)", round, row, column)
                            .isEqualTo(isInside(x, y, column + 0.5, row + 0.5));
                }
            }
        }
    }

    @Test
    void orientedRectangleIsAPolygonOfFourPoints() {
        String points = "[[6, 1], [10, 5], [6, 9], [2, 5]]";

        assertThat(draw(LabelmeTest.shape("a", "oriented_rectangle", points)))
                .isEqualTo(draw(LabelmeTest.shape("a", "polygon", points)));
    }

    @Test
    void circleCoversThePixelsCloserThanItsRadius() {
        Mask mask = draw(LabelmeTest.shape("a", "circle", "[[6, 5], [9, 5]]"));

        for (int row = 0; row < SIZE.height(); row++) {
            for (int column = 0; column < SIZE.width(); column++) {
                assertThat(mask.at(row, column) == 7).isEqualTo(Math.hypot(column + 0.5 - 6, row + 0.5 - 5) < 3);
            }
        }
    }

    @Test
    void stampLiesAtItsFirstPoint() throws IOException {
        BufferedImage stamp = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
        stamp.getRaster().setSample(1, 0, 0, 1);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(stamp, "png", png);
        String text = Base64.getEncoder().encodeToString(png.toByteArray());

        Mask mask = draw("{\"label\": \"a\", \"points\": [[13, 4], [14, 5]], \"shape_type\": \"mask\", \"mask\": \""
                + text + "\"}");

        assertThat(mask.histogram()[7]).isEqualTo(1);
        assertThat(mask.at(4, 14)).isEqualTo(7);
    }

    @Test
    void linesAndBrokenFilesAreRefused() {
        assertThatThrownBy(() -> draw(LabelmeTest.shape("a", "line", "[[0, 0], [1, 1]]")))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("file.json: the shape 'a' of type line has no area");
        assertThatThrownBy(() -> draw(LabelmeTest.shape("a", "polygon", "[[0, 0], [1, 1]]")))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("has 2 points");
        assertThatThrownBy(() -> draw("{\"label\": \"a\""))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("line 1");
        Path other = folder.resolve("other.json");
        Pictures.text(other, "{\"images\": []}");
        assertThatThrownBy(() -> Outlines.read(other))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("no JSON file of labelme");
    }

    private Mask draw(String shape) {
        Path file = folder.resolve("file.json");
        Pictures.text(file, LabelmeTest.json(SIZE.height(), SIZE.width(), shape));
        Canvas canvas = new Canvas(SIZE, new byte[SIZE.pixels()]);
        Outlines.read(file).shapes().forEach(one -> one.draw(canvas, 7, file));
        return canvas.mask();
    }

    /** Counts the edges to the right of a point (W. R. Franklin's test), one point at a time. */
    private static boolean isInside(double[] x, double[] y, double px, double py) {
        boolean inside = false;
        for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
            if (y[i] > py != y[j] > py && px < (x[j] - x[i]) * (py - y[i]) / (y[j] - y[i]) + x[i]) {
                inside = !inside;
            }
        }
        return inside;
    }
}
