package org.espalier.cli.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** A page of pictures in rows of equal cells. */
public final class ContactSheet {

    private static final int GAP = 6;
    private static final int MINIMUM_WIDTH = 192;
    static final Color BACKGROUND = new Color(0xF4F2EE);

    /** Pixels of a side of a dot of the titles. */
    private static final int DOT = 2;

    private ContactSheet() {}

    /**
     * Draws the page.
     *
     * @param rows pictures of each row; each is scaled to the cell, which has the size of the first picture, or a
     *     multiple of it at least 192 pixels wide
     */
    public static BufferedImage of(List<List<BufferedImage>> rows) {
        return of(List.of(), rows);
    }

    /**
     * Draws the page with a title above each column.
     *
     * @param titles one for each column, or none
     * @param rows as above
     */
    public static BufferedImage of(List<String> titles, List<List<BufferedImage>> rows) {
        BufferedImage first = rows.getFirst().getFirst();
        int enlargement = Math.ceilDiv(MINIMUM_WIDTH, first.getWidth());
        int width = enlargement * first.getWidth();
        int height = enlargement * first.getHeight();
        int columns = rows.stream().mapToInt(List::size).max().orElseThrow();
        int top = titles.isEmpty() ? GAP : Letters.HEIGHT * DOT + 2 * GAP;
        BufferedImage sheet = new BufferedImage(
                columns * (width + GAP) + GAP, top + rows.size() * (height + GAP), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(BACKGROUND);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        graphics.setColor(Color.BLACK);
        for (int column = 0; column < titles.size(); column++) {
            Letters.draw(graphics, titles.get(column), GAP + column * (width + GAP), GAP, DOT);
        }
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                Image picture = rows.get(row).get(column);
                graphics.drawImage(
                        picture, GAP + column * (width + GAP), top + row * (height + GAP), width, height, null);
            }
        }
        graphics.dispose();
        return sheet;
    }
}
