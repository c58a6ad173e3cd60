package org.espalier.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** An SVG document as the JDK's XML parser reads it. */
public record Picture(Document document) {

    /** A rectangle around a label or a shape. */
    public record Box(String what, double left, double top, double right, double bottom) {

        boolean overlaps(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    public static Picture of(String svg) throws ParserConfigurationException, IOException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return new Picture(
                factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8))));
    }

    private double width() {
        return number(document.getDocumentElement(), "width");
    }

    private double height() {
        return number(document.getDocumentElement(), "height");
    }

    /** All elements of a name, in order. */
    public List<Element> all(String name) {
        NodeList found = document.getElementsByTagNameNS("http://www.w3.org/2000/svg", name);
        List<Element> elements = new ArrayList<>();
        for (int index = 0; index < found.getLength(); index++) {
            elements.add((Element) found.item(index));
        }
        return elements;
    }

    /** Every label with its area, as wide as {@link Lettering} estimates. */
    public List<Box> labels() {
        return all("text").stream().map(Picture::label).toList();
    }

    /** Fails where two labels overlap or one leaves the page; {@code which} names the picture in the message. */
    public void assertLabelsStandAlone(String which) {
        List<Box> labels = labels();
        for (int first = 0; first < labels.size(); first++) {
            Box label = labels.get(first);
            assertThat(label.left()).as("%s: left of %s", which, label).isNotNegative();
            assertThat(label.right()).as("%s: right of %s", which, label).isLessThanOrEqualTo(width());
            assertThat(label.bottom()).as("%s: bottom of %s", which, label).isLessThanOrEqualTo(height());
            assertThat(labels.subList(first + 1, labels.size()))
                    .as("%s: labels over %s", which, label)
                    .noneMatch(label::overlaps);
        }
    }

    private static Box label(Element text) {
        double size = number(text, "font-size");
        String content = text.getTextContent();
        Font font = text.hasAttribute("font-weight") ? Font.semibold(size, "") : Font.regular(size, "");
        double width = Lettering.width(text.getFirstChild().getTextContent(), font);
        if (text.getLastChild() instanceof Element more) {
            Font second = Font.regular(number(more, "font-size"), "");
            double space = more.hasAttribute("dx") ? number(more, "dx") : 0;
            width += space + Lettering.width(more.getTextContent(), second);
        }
        double x = number(text, "x");
        double left = switch (text.getAttribute("text-anchor")) {
            case "middle" -> x - width / 2;
            case "end" -> x - width;
            default -> x;
        };
        double y = number(text, "y");
        return new Box(content, left, y - 0.75 * size, left + width, y + 0.2 * size);
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
