package org.espalier.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.espalier.problem.BadUsage;

/** What {@code search} can do; of the space of each method, also a random architecture. */
enum Method {
    AUTODEEPLAB(
            "autodeeplab",
            "Auto-DeepLab (CVPR 2019): bilevel search of a cell and a path through resolutions",
            SearchMethod.AUTODEEPLAB),
    GAS("gas", "GAS (CVPR 2020): cells that share nothing, graph guidance, latency in the loss", SearchMethod.GAS),
    RSPNET(
            "rspnet",
            "RSPNet (arXiv 2210.00698), an interpretation: first a cell, then the paths between its copies",
            SearchMethod.RSPNET),
    SED(
            "sed",
            "SED (Pattern Recognition 2024), an interpretation: a decoder and its skip connections on a backbone",
            SearchMethod.SED);

    /** What stands before a method's name for a random architecture of its space. */
    static final String RANDOM = "random:";

    private final String id;
    private final String description;
    private final SearchMethod<?> search;

    Method(String id, String description, SearchMethod<?> search) {
        this.id = id;
        this.description = description;
        this.search = search;
    }

    /** Its name on the command line. */
    String id() {
        return id;
    }

    /** What it is, in one line. */
    String description() {
        return description;
    }

    /** What can be done with it. */
    SearchMethod<?> search() {
        return search;
    }

    /** The names of all methods, and those of the random architectures of their spaces. */
    static List<String> ids() {
        return Arrays.stream(values())
                .flatMap(method -> Stream.of(method.id, RANDOM + method.id))
                .toList();
    }

    /**
     * The method of a name, with or without {@value #RANDOM}.
     *
     * @throws BadUsage if there is none; lists those there are
     */
    static Method of(String id) {
        return Arrays.stream(values())
                .filter(method -> id.equals(method.id) || id.equals(RANDOM + method.id))
                .findFirst()
                .orElseThrow(
                        () -> new BadUsage("METHOD: got '%s'; allowed: %s".formatted(id, String.join(", ", ids()))));
    }
}
