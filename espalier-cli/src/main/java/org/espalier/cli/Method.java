package org.espalier.cli;

import java.util.Arrays;
import java.util.List;
import org.espalier.problem.BadUsage;

/** What {@code search} can do. */
enum Method {
    AUTODEEPLAB("autodeeplab", "Auto-DeepLab (CVPR 2019): bilevel search of a cell and a path through resolutions"),
    RANDOM_AUTODEEPLAB("random:autodeeplab", "a random architecture of Auto-DeepLab's space: the control to beat");

    private final String id;
    private final String description;

    Method(String id, String description) {
        this.id = id;
        this.description = description;
    }

    /** Its name on the command line. */
    String id() {
        return id;
    }

    /** What it is, in one line. */
    String description() {
        return description;
    }

    /** @throws BadUsage if there is no method of that name; lists those there are */
    static Method of(String id) {
        List<Method> all = Arrays.asList(values());
        return all.stream()
                .filter(method -> method.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new BadUsage("METHOD: got '%s'; allowed: %s"
                        .formatted(
                                id,
                                String.join(", ", all.stream().map(Method::id).toList()))));
    }
}
