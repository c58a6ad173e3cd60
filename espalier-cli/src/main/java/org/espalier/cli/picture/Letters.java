package org.espalier.cli.picture;

import java.awt.Graphics2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Text of small square dots, drawn without fonts: not every Java installation has some. There are capital letters,
 * digits and a few signs; accents are dropped, and any other character is a question mark.
 */
final class Letters {

    /** Dots from one letter to the next. */
    static final int ADVANCE = 6;

    /** Dots of the height of a letter. */
    static final int HEIGHT = 7;

    private static final int WIDTH = 5;
    private static final String RESOURCE = "letters.txt";
    private static final Map<Character, String[]> SHAPES = read();

    private Letters() {}

    /** The text as it is drawn. */
    static String drawn(String text) {
        String plain = Normalizer.normalize(text.toUpperCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
        StringBuilder drawn = new StringBuilder();
        plain.chars().forEach(code -> drawn.append(code == ' ' || SHAPES.containsKey((char) code) ? (char) code : '?'));
        return drawn.toString();
    }

    /**
     * Draws text in the colour of the graphics.
     *
     * @param x left edge
     * @param y upper edge
     * @param dot pixels of a side of a dot
     */
    static void draw(Graphics2D graphics, String text, int x, int y, int dot) {
        int left = x;
        for (char letter : drawn(text).toCharArray()) {
            String[] rows = SHAPES.getOrDefault(letter, new String[0]);
            for (int row = 0; row < rows.length; row++) {
                for (int column = 0; column < WIDTH; column++) {
                    if (rows[row].charAt(column) == '#') {
                        graphics.fillRect(left + column * dot, y + row * dot, dot, dot);
                    }
                }
            }
            left += ADVANCE * dot;
        }
    }

    /** Reads bands: a line with the letters, then a line for each row of dots, where the letters stand side by side. */
    private static Map<Character, String[]> read() {
        List<String> lines;
        try (InputStream in = Letters.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + RESOURCE);
            }
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<Character, String[]> shapes = new HashMap<>();
        for (int band = 0; band < lines.size(); band += HEIGHT + 1) {
            String letters = lines.get(band);
            for (int index = 0; index < letters.length(); index++) {
                String[] rows = new String[HEIGHT];
                for (int row = 0; row < HEIGHT; row++) {
                    rows[row] = lines.get(band + 1 + row).substring(ADVANCE * index, ADVANCE * index + WIDTH);
                }
                shapes.put(letters.charAt(index), rows);
            }
        }
        return shapes;
    }
}
