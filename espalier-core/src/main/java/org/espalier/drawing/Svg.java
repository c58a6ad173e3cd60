package org.espalier.drawing;

import org.espalier.text.Text;

/**
 * Writes an SVG picture, shape by shape. Text is escaped, characters that XML forbids are replaced, numbers have at
 * most one decimal, and all styles are attributes of the shapes, so that every viewer renders the same picture.
 */
public final class Svg {

    private static final String FONTS =
            "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif";

    private final StringBuilder body = new StringBuilder();
    private int depth = 1;

    /** A group of shapes; viewers show {@code tooltip} over it. */
    public void group(String tooltip, Runnable content) {
        line("<g>");
        depth++;
        line("<title>" + escape(tooltip) + "</title>");
        content.run();
        depth--;
        line("</g>");
    }

    public void rect(Point corner, double width, double height, double radius, Paint paint) {
        line(Text.format(
                "<rect%s%s%s%s%s%s/>",
                attribute("x", corner.x()),
                attribute("y", corner.y()),
                attribute("width", width),
                attribute("height", height),
                attribute("rx", radius),
                attributes(paint)));
    }

    public void circle(Point centre, double radius, Paint paint) {
        line(Text.format(
                "<circle%s%s%s%s/>",
                attribute("cx", centre.x()), attribute("cy", centre.y()), attribute("r", radius), attributes(paint)));
    }

    public void path(Track track, Paint paint) {
        line(Text.format("<path d=\"%s\"%s/>", track.data(), attributes(paint)));
    }

    /** A track with an arrow head at its end; its last piece must end to the right. */
    public void arrow(Track track, Paint paint) {
        double length = 4.5 + 2 * paint.width();
        double half = 2 + 1.2 * paint.width();
        path(track.shortened(length - 1), paint);
        Point tip = track.end();
        Track head = Track.from(tip)
                .lineTo(tip.plus(-length, -half))
                .lineTo(tip.plus(-length, half))
                .lineTo(tip);
        path(head, Paint.fill(paint.stroke()));
    }

    /** A line of text; {@code place} is on its base line. */
    public void text(Point place, String text, Font font) {
        line(Text.format("<text%s>%s</text>", attributes(place, font), escape(text)));
    }

    /** A line of text that continues in another font, {@code space} pixels further right. */
    void text(Point place, String text, Font font, double space, String more, Font second) {
        line(Text.format(
                "<text%s>%s<tspan%s%s font-weight=\"400\" fill=\"%s\">%s</tspan></text>",
                attributes(place, font),
                escape(text),
                attribute("dx", space),
                attribute("font-size", second.size()),
                second.color(),
                escape(more)));
    }

    /** Text with a superscript. */
    public void raised(Point place, String text, String index, Font font) {
        line(Text.format(
                "<text%s>%s<tspan%s%s>%s</tspan></text>",
                attributes(place, font),
                escape(text),
                attribute("dy", -0.36 * font.size()),
                attribute("font-size", 0.72 * font.size()),
                escape(index)));
    }

    /** The picture as a document. */
    String document(double width, double height, String title, String description) {
        String size = attribute("width", width) + attribute("height", height);
        return Text.format("""
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg"%s viewBox="0 0 %s %s" role="img" font-family="%s">
              <title>%s</title>
              <desc>%s</desc>
              <rect width="100%%" height="100%%" fill="#ffffff"/>
            %s</svg>
            """, size, number(width), number(height), FONTS, escape(title), escape(description), body);
    }

    /** A number with at most one decimal, the same in every locale. */
    static String number(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : Text.format("%.1f", tenths / 10.0);
    }

    private static String attributes(Point place, Font font) {
        return attribute("x", place.x())
                + attribute("y", place.y())
                + attribute("font-size", font.size())
                + (font.bold() ? " font-weight=\"600\"" : "")
                + switch (font.anchor()) {
                    case START -> "";
                    case MIDDLE -> " text-anchor=\"middle\"";
                    case END -> " text-anchor=\"end\"";
                }
                + " fill=\"" + font.color() + "\"";
    }

    private static String attributes(Paint paint) {
        String fill = " fill=\"" + paint.fill() + "\"";
        if (paint.width() == 0) {
            return fill;
        }
        String dash = paint.dash().isEmpty() ? "" : " stroke-dasharray=\"" + paint.dash() + "\"";
        return fill + " stroke=\"" + paint.stroke() + "\"" + attribute("stroke-width", paint.width()) + dash
                + " stroke-linecap=\"round\"";
    }

    private static String attribute(String name, double value) {
        return " " + name + "=\"" + number(value) + "\"";
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(letter -> {
            switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(allowedInXml(letter) ? letter : '\uFFFD');
            }
        });
        return escaped.toString();
    }

    private static boolean allowedInXml(int letter) {
        boolean control = letter < 0x20 && letter != '\t' && letter != '\n' && letter != '\r';
        boolean surrogate = letter >= 0xD800 && letter <= 0xDFFF;
        return !control && !surrogate && letter != 0xFFFE && letter != 0xFFFF;
    }

    private void line(String element) {
        body.append("  ".repeat(depth)).append(element).append('\n');
    }
}
