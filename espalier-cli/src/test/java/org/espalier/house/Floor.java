package org.espalier.house;

import com.tngtech.archunit.core.domain.JavaClass;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A module and the modules that it may use. */
enum Floor {
    CORE,
    KERNELS,
    DATA(CORE),
    ENGINE(CORE, KERNELS),
    DEPLOY(CORE),
    SEARCH(CORE, DATA, ENGINE, DEPLOY),
    CLI(CORE, DATA, ENGINE, DEPLOY, SEARCH);

    /** The module in the location of a class, a folder or a jar. The last match counts: a clone may have any name. */
    private static final Pattern MODULE = Pattern.compile(".*/espalier-(\\w+)[/-].*");

    private final Set<Floor> below;

    Floor(Floor... below) {
        this.below = Set.of(below);
    }

    boolean mayUse(Floor other) {
        return other == this || below.contains(other);
    }

    /** The module of one of our classes; empty for a class of the JDK or of a library. */
    static Optional<Floor> of(JavaClass type) {
        return type.getSource().flatMap(source -> of(source.getUri()));
    }

    private static Optional<Floor> of(URI uri) {
        Matcher matcher = MODULE.matcher(uri.toString());
        return matcher.matches()
                ? Arrays.stream(values())
                        .filter(floor -> floor.name().equals(matcher.group(1).toUpperCase(Locale.ROOT)))
                        .findFirst()
                : Optional.empty();
    }
}
