package org.espalier.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.problem.BadUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Binds the values of a layer to a record. Errors name the full key and the place where it was set. */
final class Binding {

    /** A record's message about one of its components, such as "batch: 0; allowed: 1 or more". */
    private static final Pattern COMPONENT = Pattern.compile("((\\w+)[.\\w]*): (.*)", Pattern.DOTALL);

    private Binding() {}

    static <T extends Record> T bind(Class<T> type, Layer layer) {
        try {
            return Yaml.MAPPER.treeToValue(layer.tree(), type);
        } catch (UnrecognizedPropertyException e) {
            throw unknownKey(e, layer);
        } catch (InvalidTypeIdException e) {
            throw unknownChoice(e, layer);
        } catch (ValueInstantiationException e) {
            throw refusedByRecord(e, layer);
        } catch (MismatchedInputException e) {
            throw wrongType(e, layer);
        } catch (JacksonException e) {
            throw bad(key(e), valueAt(e.getPath(), layer) + ": " + e.getOriginalMessage(), layer, e);
        }
    }

    private static BadUsage unknownKey(UnrecognizedPropertyException e, Layer layer) {
        String key = key(e);
        String name = e.getPropertyName();
        String group = key.substring(0, Math.max(0, key.length() - name.length() - 1));
        List<String> known =
                e.getKnownPropertyIds().stream().map(Object::toString).toList();
        return UnknownKey.of(layer.origin(key).orElse("preset"), group, name, known);
    }

    private static BadUsage unknownChoice(InvalidTypeIdException e, Layer layer) {
        Shape.Choice choice = Shape.choice(e.getBaseType().getRawClass());
        JsonNode got = valueAt(e.getPath(), layer);
        String names = String.join(", ", choice.names());
        return got.has(choice.tag())
                ? bad(key(e) + "." + choice.tag(), got.get(choice.tag()) + "; allowed: " + names, layer, e)
                : bad(key(e), got + "; allowed: a group with " + choice.tag() + ", one of " + names, layer, e);
    }

    /** A compact constructor threw. The path ends at the record; the message may name the component. */
    private static BadUsage refusedByRecord(ValueInstantiationException e, Layer layer) {
        String group = key(e);
        Throwable cause = Stream.iterate((Throwable) e, t -> t != null, Throwable::getCause)
                .filter(t -> !(t instanceof JacksonException))
                .findFirst()
                .orElse(e);
        String message = String.valueOf(cause.getMessage());
        Matcher named = COMPONENT.matcher(message);
        if (named.matches() && valueAt(e.getPath(), layer).has(named.group(2))) {
            String name = named.group(1);
            return bad(group.isEmpty() ? name : group + "." + name, named.group(3), layer, e);
        }
        String own = group.substring(group.lastIndexOf('.') + 1) + ": ";
        return bad(group, message.startsWith(own) ? message.substring(own.length()) : message, layer, e);
    }

    private static BadUsage wrongType(MismatchedInputException e, Layer layer) {
        JsonNode got = valueAt(e.getPath(), layer);
        if (got.isMissingNode()) {
            JsonNode group = valueAt(e.getPath().subList(0, e.getPath().size() - 1), layer);
            return bad(key(e), "is missing; the group has " + String.join(", ", group.propertyNames()), layer, e);
        }
        return bad(key(e), got + "; allowed: " + expected(e.getTargetType()), layer, e);
    }

    private static BadUsage bad(String key, String what, Layer layer, Exception cause) {
        String where = key.isEmpty() ? "config" : layer.origin(key).orElse("preset");
        return new BadUsage(where + ": " + (key.isEmpty() ? "" : key + ": ") + what, cause);
    }

    private static String key(JacksonException e) {
        StringBuilder key = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                key.append('[').append(step.getIndex()).append(']');
            } else {
                key.append(key.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return key.toString();
    }

    private static JsonNode valueAt(List<JacksonException.Reference> path, Layer layer) {
        JsonNode node = layer.tree();
        for (JacksonException.Reference step : path) {
            node = step.getPropertyName() == null ? node.path(step.getIndex()) : node.path(step.getPropertyName());
        }
        return node;
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "a group";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list, such as [1, 2]";
        }
        if (Map.class.isAssignableFrom(type)) {
            return "keys with values, such as {KEY: VALUE}";
        }
        if (type.isEnum()) {
            return Stream.of(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
        }
        return switch (Shape.of(type)) {
            case Shape.Group group ->
                "a group of the keys " + String.join(", ", group.keys().sequencedKeySet());
            case Shape.Choice choice ->
                "a group with " + choice.tag() + ", one of " + String.join(", ", choice.names());
            case Shape.Table table -> "a group";
            case Shape.Sequence sequence -> "a list";
            case Shape.Scalar number -> expectedNumber(type);
            case Shape.Text text -> "a " + type.getSimpleName();
        };
    }

    private static String expectedNumber(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        boolean fraction = type == double.class || type == Double.class || type == float.class || type == Float.class;
        return fraction ? "a number" : "a whole number";
    }
}
