package org.espalier.config;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/** The kind of value that a key takes, from the Java type of its component. */
sealed interface Shape {

    /** A record: keys with a type each. */
    record Group(SequencedMap<String, Type> keys) implements Shape {}

    /**
     * A sealed interface: one of several records.
     *
     * @param tag the key that selects the record
     * @param names the possible values of the tag
     * @param keys the keys of all records, the tag first
     */
    record Choice(String tag, List<String> names, SequencedMap<String, Type> keys) implements Shape {}

    /** A map: arbitrary keys, or the constants of an enum, with values of one type. */
    record Table(Class<?> key, Type value) implements Shape {}

    /** A list or a set. */
    record Sequence(Type element) implements Shape {}

    /** A single number or boolean. */
    record Scalar() implements Shape {}

    /** A single value written as text: an enum constant, a path, a duration. */
    record Text() implements Shape {}

    /** The type of the value at a nested key, if this shape can have that key. */
    default Optional<Type> at(String name) {
        return switch (this) {
            case Group group -> Optional.ofNullable(group.keys().get(name));
            case Choice choice -> Optional.ofNullable(choice.keys().get(name));
            case Table table -> Optional.of(table.value());
            case Sequence sequence -> Optional.empty();
            case Scalar scalar -> Optional.empty();
            case Text text -> Optional.empty();
        };
    }

    /** The nested keys whose names are fixed. */
    default SequencedMap<String, Type> keys() {
        return new LinkedHashMap<>();
    }

    /** The canonical spelling of a nested key: enum constants are case-insensitive. */
    default String canonical(String name) {
        if (!(this instanceof Table table && table.key().isEnum())) {
            return name;
        }
        return Arrays.stream(table.key().getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElse(name);
    }

    /** The shape of a type; an {@link Optional} has the shape of its value. */
    static Shape of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        Class<?> one = (Class<?>) type;
        if (one.isRecord()) {
            return new Group(components(List.of(one)));
        }
        if (one.isAnnotationPresent(JsonTypeInfo.class)) {
            return choice(one);
        }
        boolean scalar = one.isPrimitive() || Number.class.isAssignableFrom(one) || one == Boolean.class;
        return scalar ? new Scalar() : new Text();
    }

    /** The shape of a sealed interface whose records Jackson distinguishes by a property. */
    static Choice choice(Class<?> type) {
        String tag = type.getAnnotation(JsonTypeInfo.class).property();
        List<Class<?>> records = List.of(type.getPermittedSubclasses());
        SequencedMap<String, Type> keys = components(records);
        keys.putFirst(tag, String.class);
        List<String> names = records.stream()
                .map(one -> one.getAnnotation(JsonTypeName.class))
                .filter(Objects::nonNull)
                .map(JsonTypeName::value)
                .toList();
        return new Choice(tag, names, keys);
    }

    private static Shape ofGeneric(Class<?> raw, Type[] arguments) {
        Type last = arguments[arguments.length - 1];
        if (raw == Optional.class) {
            return of(last);
        }
        return Map.class.isAssignableFrom(raw) ? new Table((Class<?>) arguments[0], last) : new Sequence(last);
    }

    private static SequencedMap<String, Type> components(List<Class<?>> records) {
        SequencedMap<String, Type> keys = new LinkedHashMap<>();
        records.stream()
                .flatMap(one -> Arrays.stream(one.getRecordComponents()))
                .forEach(component -> keys.putIfAbsent(component.getName(), component.getGenericType()));
        return keys;
    }
}
