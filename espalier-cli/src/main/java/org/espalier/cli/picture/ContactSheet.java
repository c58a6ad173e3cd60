package org.espalier.cli.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Pictures side by side on one page, in rows of equal cells; without letters, which not every Java installation can draw. */
public final class ContactSheet {

    private static final int GAP = 6;
    private static final int LEAST_WIDTH = 192;
    private static final Color PAPER = new Color(0xF4F2EE);

    private ContactSheet() {}

    /**
     * A page.
     *
     * @param rows pictures of each row; each is fitted into a cell of the shape of the first picture, which is enlarged if it is small
     */
    public static BufferedImage of(List<List<BufferedImage>> rows) {
        BufferedImage first = rows.getFirst().getFirst();
        int enlargement = Math.ceilDiv(LEAST_WIDTH, first.getWidth());
        int width = enlargement * first.getWidth();
        int height = enlargement * first.getHeight();
        int columns = rows.stream().mapToInt(List::size).max().orElseThrow();
        BufferedImage sheet = new BufferedImage(
                columns * (width + GAP) + GAP, rows.size() * (height + GAP) + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(PAPER);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                Image picture = rows.get(row).get(column);
                graphics.drawImage(
                        picture, GAP + column * (width + GAP), GAP + row * (height + GAP), width, height, null);
            }
        }
        graphics.dispose();
        return sheet;
    }
}
