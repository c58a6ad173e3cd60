package org.espalier.data.cvat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.data.layout.TextLines;
import org.espalier.label.LabelClass;
import org.espalier.label.LabelSet;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/** The file {@code labelmap.txt}: a line {@code NAME:RED,GREEN,BLUE:PARTS:ACTIONS} for each class. */
record LabelMap(LabelSet labels) {

    private static final Pattern LINE = Pattern.compile("(.+?):([0-9]{1,3}),([0-9]{1,3}),([0-9]{1,3})(?::.*)?");

    /** @throws BadData if the file is missing, has a line of another form, or gives two classes one name or colour */
    static LabelMap read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BadData(Text.format(
                    "%s: no such file; CVAT writes it, with a line NAME:RED,GREEN,BLUE:: for each label", file));
        }
        Map<Integer, String> nameOf = new HashMap<>();
        List<LabelClass> classes = TextLines.read(file).stream()
                .map(line -> parsed(file, line, nameOf))
                .toList();
        try {
            return new LabelMap(new LabelSet(classes));
        } catch (IllegalArgumentException e) {
            throw new BadData(Text.format("%s: %s", file, e.getMessage()), e);
        }
    }

    private static LabelClass parsed(Path file, TextLines.Line line, Map<Integer, String> nameOf) {
        Matcher matcher = LINE.matcher(line.text());
        if (!matcher.matches()) {
            throw new BadData(Text.format(
                    "%s, line %d: got '%s', allowed is NAME:RED,GREEN,BLUE::", file, line.number(), line.text()));
        }
        int rgb = 0;
        for (int part = 2; part <= 4; part++) {
            rgb = rgb << 8 | Math.min(Integer.parseInt(matcher.group(part)), 255);
        }
        String other = nameOf.put(rgb, matcher.group(1));
        if (other != null) {
            throw new BadData(Text.format(
                    "%s, line %d: '%s' has the colour of '%s'; each label needs its own",
                    file, line.number(), matcher.group(1), other));
        }
        return new LabelClass(matcher.group(1), rgb);
    }
}
