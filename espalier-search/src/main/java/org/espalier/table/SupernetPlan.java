package org.espalier.table;

import java.util.List;
import java.util.Optional;
import org.espalier.problem.Allowed;

/**
 * Everything that the searches of supernets on a table depend on, besides the data.
 *
 * @param table manifest of the table
 * @param steps of each search; empty for the configured length
 * @param searches with each setting, 2 or more
 * @param seed of the first search with each setting; the next has the next number
 * @param settings with different names
 */
public record SupernetPlan(
        String table, Optional<Long> steps, int searches, long seed, List<SupernetSetting> settings) {

    public SupernetPlan {
        settings = List.copyOf(settings);
        Allowed.atLeast("searches", searches, 2);
        Allowed.notEmpty("settings", settings);
        List<String> names = settings.stream().map(SupernetSetting::name).toList();
        Allowed.that(names.stream().distinct().count() == names.size(), "settings", names, "different names");
    }
}
