package org.espalier.cli.argument;

import java.util.List;
import java.util.stream.Stream;
import org.espalier.method.Methods;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Nearest;
import org.espalier.search.Method;
import org.espalier.text.Text;

/**
 * The method that the argument METHOD names.
 *
 * @param isRandom whether METHOD asks for a random architecture of the method's space instead of a search
 */
public record MethodName(Method<?> method, boolean isRandom) {

    /** Prefix that asks for a random architecture of a method's space. */
    public static final String RANDOM = "random:";

    /**
     * Finds a method.
     *
     * @param text its name, with or without {@value #RANDOM}
     * @throws BadUsage if there is no such method; the message lists all
     */
    public static MethodName of(String text) {
        if (!all().contains(text)) {
            throw new BadUsage(Text.format(
                    "METHOD: got '%s'%s; allowed: %s",
                    text,
                    Nearest.to(text, all())
                            .map(near -> " (did you mean " + near + "?)")
                            .orElse(""),
                    String.join(", ", all())));
        }
        boolean isRandom = text.startsWith(RANDOM);
        return new MethodName(Methods.named(isRandom ? text.substring(RANDOM.length()) : text), isRandom);
    }

    /** The names of all methods, each without and with {@value #RANDOM}. */
    public static List<String> all() {
        return Methods.ids().stream().flatMap(id -> Stream.of(id, RANDOM + id)).toList();
    }
}
