package org.espalier.data.layout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * Which images belong together, such as those of one patient or one video.
 *
 * @param form {@code folder}: the folder of the image; otherwise a regular expression that is found in the id, whose
 *     first group, or whole match, is the name; empty: each image for itself
 */
public record Groups(Optional<String> form) {

    /** Each image for itself. */
    public static final Groups NONE = new Groups(Optional.empty());

    private static final String FOLDER = "folder";

    /**
     * @throws IllegalArgumentException if the form is no regular expression
     */
    public Groups {
        try {
            form.filter(text -> !text.equals(FOLDER)).ifPresent(Pattern::compile);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    Text.format(
                            "groups: %s; allowed: folder, or a regular expression such as \"^(patient[0-9]+)\" (%s)",
                            form.orElse(""), e.getDescription()),
                    e);
        }
    }

    /** @throws BadData if the expression is not found in the id */
    String of(ListedImage image) {
        String id = image.id();
        if (form.isEmpty()) {
            return id;
        }
        if (form.get().equals(FOLDER)) {
            return id.substring(0, Math.max(0, id.lastIndexOf('/')));
        }
        Matcher matcher = Pattern.compile(form.get()).matcher(id);
        if (!matcher.find()) {
            throw new BadData(Text.format(
                    "%s: groups: '%s' is not found in the id '%s'; change the expression or rename the image",
                    image.image(), form.get(), id));
        }
        return matcher.groupCount() > 0 ? String.valueOf(matcher.group(1)) : matcher.group();
    }

    /** @throws BadData if images of one group are in two splits; the message names one of each */
    void requireWhole(SequencedMap<String, List<ListedImage>> splits) {
        if (form.isEmpty()) {
            return;
        }
        Map<String, ListedImage> first = new HashMap<>();
        Map<String, String> splitOf = new HashMap<>();
        splits.forEach((split, images) -> images.stream()
                .filter(image -> image.problem().isEmpty())
                .forEach(image -> {
                    String group = of(image);
                    ListedImage other = first.putIfAbsent(group, image);
                    String its = splitOf.computeIfAbsent(group, name -> split);
                    if (other != null && !its.equals(split)) {
                        throw new BadData(Text.format(
                                "group '%s' is in %s (%s) and in %s (%s); put all its images into one split",
                                group, its, other.image(), split, image.image()));
                    }
                }));
    }
}
