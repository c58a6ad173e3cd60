package org.espalier.cli.argument;

import java.util.List;
import java.util.stream.Stream;
import org.espalier.method.Methods;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Nearest;
import org.espalier.search.Method;

/**
 * What METHOD stands for on the command line.
 *
 * @param method the method
 * @param isRandom whether a random architecture of its space is meant, not a search
 */
public record MethodName(Method<?> method, boolean isRandom) {

    /** What stands before a method's name for a random architecture of its space. */
    public static final String RANDOM = "random:";

    /**
     * The method of a name, with or without {@value #RANDOM}.
     *
     * @throws BadUsage if there is none; the message lists those there are
     */
    public static MethodName of(String text) {
        if (!all().contains(text)) {
            throw new BadUsage("METHOD: got '%s'%s; allowed: %s"
                    .formatted(
                            text,
                            Nearest.to(text, all())
                                    .map(" (did you mean %s?)"::formatted)
                                    .orElse(""),
                            String.join(", ", all())));
        }
        boolean isRandom = text.startsWith(RANDOM);
        return new MethodName(Methods.named(isRandom ? text.substring(RANDOM.length()) : text), isRandom);
    }

    /** The names of all methods, and those of the random architectures of their spaces. */
    public static List<String> all() {
        return Methods.ids().stream().flatMap(id -> Stream.of(id, RANDOM + id)).toList();
    }
}
