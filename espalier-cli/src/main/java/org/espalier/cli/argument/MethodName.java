package org.espalier.cli.argument;

import java.util.Arrays;
import java.util.List;
import org.espalier.method.Methods;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Nearest;
import org.espalier.search.Method;
import org.espalier.text.Text;

/**
 * The method that the argument METHOD names, and how its space is searched.
 *
 * @param way what METHOD asks for
 */
public record MethodName(Method<?> method, Way way) {

    /** How a method's space is searched: a prefix of METHOD. */
    public enum Way {
        /** The method's own search, by gradients. */
        METHOD(""),
        /** Random architectures. */
        RANDOM("random:"),
        /** Successive halving. */
        HALVING("halving:"),
        /** Successive halving of candidates that a regression of losses proposes. */
        GUIDED("guided:"),
        /** Regularised evolution. */
        EVOLUTION("evolution:");

        private final String prefix;

        Way(String prefix) {
            this.prefix = prefix;
        }

        /** What stands before the name of the space, with a colon; nothing for the method's own search. */
        public String prefix() {
            return prefix;
        }
    }

    /**
     * Finds a method.
     *
     * @param text its name, with or without a prefix
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
        Way way = Arrays.stream(Way.values())
                .filter(one -> text.startsWith(one.prefix))
                .reduce(Way.METHOD, (before, longer) -> longer);
        return new MethodName(Methods.named(text.substring(way.prefix.length())), way);
    }

    /** The names of all methods, each without and with every prefix. */
    public static List<String> all() {
        return Methods.ids().stream()
                .flatMap(id -> Arrays.stream(Way.values()).map(way -> way.prefix + id))
                .toList();
    }

    /** The method, of whose own search or space alone a command makes use. */
    public Method<?> requirePlain(String argument) {
        if (way != Way.METHOD) {
            throw new BadUsage(Text.format(
                    "%s: got '%s%s'; allowed: %s, without %s",
                    argument, way.prefix, method.id(), method.id(), way.prefix));
        }
        return method;
    }
}
