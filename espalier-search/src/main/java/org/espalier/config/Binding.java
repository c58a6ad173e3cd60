package org.espalier.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.espalier.problem.BadUsage;
import org.espalier.problem.NotAllowed;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Makes a record of a layer's values; what is wrong is told with the full key and the place where it was set. */
final class Binding {

    private Binding() {}

    static <T extends Record> T bind(Class<T> type, Layer layer) {
        try {
            return Yaml.MAPPER.treeToValue(layer.tree(), type);
        } catch (UnrecognizedPropertyException e) {
            throw unknownKey(e, layer);
        } catch (ValueInstantiationException e) {
            throw refusedByRecord(e, layer);
        } catch (MismatchedInputException e) {
            throw wrongType(e, layer);
        } catch (JacksonException e) {
            throw bad(key(e), "got " + valueAt(e.getPath(), layer) + ": " + e.getOriginalMessage(), layer, e);
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

    /** A compact constructor threw; the path ends at the record, the exception may know the component. */
    private static BadUsage refusedByRecord(ValueInstantiationException e, Layer layer) {
        String group = key(e);
        Throwable cause = Stream.iterate((Throwable) e, t -> t != null, Throwable::getCause)
                .filter(t -> !(t instanceof JacksonException))
                .findFirst()
                .orElse(e);
        if (cause instanceof NotAllowed refused) {
            return bad(group.isEmpty() ? refused.key() : group + "." + refused.key(), refused.reason(), layer, e);
        }
        return bad(group, String.valueOf(cause.getMessage()), layer, e);
    }

    private static BadUsage wrongType(MismatchedInputException e, Layer layer) {
        JsonNode got = valueAt(e.getPath(), layer);
        if (got.isMissingNode()) {
            JsonNode group = valueAt(e.getPath().subList(0, e.getPath().size() - 1), layer);
            return bad(key(e), "is missing; the group has " + String.join(", ", group.propertyNames()), layer, e);
        }
        return bad(key(e), "got " + got + ", allowed: " + wanted(e.getTargetType()), layer, e);
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

    private static String wanted(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
        }
        if (type.isRecord()) {
            return Arrays.stream(type.getRecordComponents())
                    .map(component -> component.getName())
                    .collect(Collectors.joining(", ", "a group of the keys ", ""));
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type.isPrimitive() && type != boolean.class || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return Collection.class.isAssignableFrom(type) ? "a list, such as [1, 2]" : "a " + type.getSimpleName();
    }
}
