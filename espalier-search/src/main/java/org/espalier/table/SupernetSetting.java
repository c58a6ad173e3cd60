package org.espalier.table;

import java.util.List;
import org.espalier.problem.Allowed;

/**
 * A way to search the supernet of a table's space.
 *
 * @param name also that of the folder of its searches
 * @param set {@code KEY=VALUE} of the method's configuration, over that of the table
 */
public record SupernetSetting(String name, List<String> set) {

    /** The table's own configuration, with which every study compares. */
    public static final SupernetSetting AS_CONFIGURED = new SupernetSetting("as-configured", List.of());

    public SupernetSetting {
        set = List.copyOf(set);
        Allowed.that(
                name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"),
                "name",
                name,
                "letters, digits, '.', '_' and '-', as it is also a folder");
    }
}
