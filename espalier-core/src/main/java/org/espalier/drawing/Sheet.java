package org.espalier.drawing;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A page: headline, figures, sections one below the other, legend; with margins. */
public final class Sheet {

    private static final double MARGIN = 48;
    private static final double SECTION_SPACE = 46;
    private static final double HEADING_SPACE = 30;
    private static final double EXPLANATION_SPACE = 10;
    private static final double LEGEND_ROW = 26;
    private static final double LEGEND_LINE = 26;
    private static final double LEGEND_TEXT = 36;
    private static final double LEGEND_SPACE = 30;
    private static final double LEAST_WIDTH = 520;

    private static final Font TITLE = Font.semibold(24, Palette.INK);
    private static final Font FIGURES = Font.regular(14, Palette.MUTED);
    private static final Font HEADING = Font.semibold(15, Palette.INK);
    private static final Font EXPLANATION = Font.regular(13, Palette.MUTED);
    private static final Font LEGEND = Font.regular(12.5, Palette.INK);

    private final Svg svg = new Svg();
    private final String title;
    private double width = LEAST_WIDTH;
    private double y = MARGIN;

    /** A page with a headline and, below it, a line of figures. */
    public Sheet(String title, Optional<String> figures) {
        this.title = title;
        widenTo(Lettering.width(title, TITLE));
        y += TITLE.size() * 0.8;
        svg.text(new Point(MARGIN, y), title, TITLE);
        figures.ifPresent(line -> {
            y += 26;
            widenTo(Lettering.width(line, FIGURES));
            svg.text(new Point(MARGIN, y), line, FIGURES);
        });
    }

    /**
     * Adds a section.
     *
     * @param wide the picture's width
     * @param high the picture's height
     * @param picture draws, given the page and the picture's upper left corner
     */
    public void section(String heading, String explanation, double wide, double high, BiConsumer<Svg, Point> picture) {
        widenTo(wide);
        widenTo(Lettering.width(heading, HEADING) + EXPLANATION_SPACE + Lettering.width(explanation, EXPLANATION));
        y += SECTION_SPACE;
        svg.text(new Point(MARGIN, y), heading, HEADING, EXPLANATION_SPACE, explanation, EXPLANATION);
        y += HEADING_SPACE;
        picture.accept(svg, new Point(MARGIN, y));
        y += high;
    }

    /** Adds names and their colours, in as many rows as they need. */
    public void legend(List<LegendEntry> entries) {
        y += SECTION_SPACE;
        svg.path(
                Track.from(new Point(MARGIN, y)).lineTo(new Point(MARGIN + width, y)), Paint.line(Palette.HAIRLINE, 1));
        y += LEGEND_ROW;
        double x = 0;
        for (LegendEntry entry : entries) {
            double needed = LEGEND_TEXT + Lettering.width(entry.name(), LEGEND);
            if (x > 0 && x + needed > width) {
                x = 0;
                y += LEGEND_ROW;
            }
            Point place = new Point(MARGIN + x, y);
            svg.path(Track.from(place).lineTo(place.plus(LEGEND_LINE, 0)), Paint.line(entry.color(), 4));
            svg.text(place.plus(LEGEND_TEXT, 4.5), entry.name(), LEGEND);
            x += needed + LEGEND_SPACE;
        }
    }

    /** The page as an SVG document. */
    public String document(String description) {
        return svg.document(width + 2 * MARGIN, y + MARGIN, title, description);
    }

    private void widenTo(double needed) {
        width = Math.max(width, needed);
    }
}
