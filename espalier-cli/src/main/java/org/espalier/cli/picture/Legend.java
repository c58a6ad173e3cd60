package org.espalier.cli.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.espalier.label.LabelClass;
import org.espalier.label.LabelSet;

/** A legend for pictures of masks: a square of the class's colour and its name, in columns. */
public final class Legend {

    private static final int DOT = 2;
    private static final int SQUARE = 7 * DOT;
    private static final int ROW = SQUARE + 8;
    private static final int GAP = 6;
    private static final Color TEXT = new Color(0x262626);

    private Legend() {}

    /** A copy of a page with the legend below it. */
    public static BufferedImage below(BufferedImage page, LabelSet labels) {
        List<LabelClass> classes = labels.classes();
        int longest =
                classes.stream().mapToInt(one -> one.name().length()).max().orElseThrow();
        int column = SQUARE + 2 * GAP + (longest + 1) * Letters.ADVANCE * DOT;
        int columns = Math.clamp((page.getWidth() - GAP) / column, 1, classes.size());
        int rows = Math.ceilDiv(classes.size(), columns);
        BufferedImage whole = new BufferedImage(
                Math.max(page.getWidth(), GAP + column),
                page.getHeight() + rows * ROW + GAP,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = whole.createGraphics();
        graphics.setColor(ContactSheet.BACKGROUND);
        graphics.fillRect(0, 0, whole.getWidth(), whole.getHeight());
        graphics.drawImage(page, 0, 0, null);
        for (int number = 0; number < classes.size(); number++) {
            int x = GAP + number % columns * column;
            int y = page.getHeight() + number / columns * ROW;
            graphics.setColor(new Color(classes.get(number).rgb()));
            graphics.fillRect(x, y, SQUARE, SQUARE);
            graphics.setColor(TEXT);
            Letters.draw(graphics, classes.get(number).name(), x + SQUARE + GAP, y, DOT);
        }
        graphics.dispose();
        return whole;
    }
}
