package org.espalier.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.espalier.problem.BadData;
import org.espalier.table.TruthTable.Scores;
import org.espalier.text.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * NAS-Bench-Macro (Su et al., CVPR 2021, arXiv 2103.11922; github.com/xiusu/NAS-Bench-Macro): networks of eight layers,
 * each skipped (0) or one of two blocks (1, 2), trained three times each on CIFAR-10. A search sees the test accuracy
 * of one training, as the benchmark has no other, and what it found is scored by that of the others. There are no
 * scores of unfinished trainings.
 *
 * <p>The file has 6,561 codes of 3,969 networks: where among the later layers of a stage the skipped ones are makes no
 * difference. Here each network counts once.
 */
public final class NasBenchMacro {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern CODE = Pattern.compile("[012]{8}");
    private static final List<Integer> STAGES = List.of(2, 3, 3);
    private static final String SKIPPED = "0";
    private static final List<String> OPTIONS = List.of(SKIPPED, "1", "2");
    private static final int TRAININGS = 3;

    /** The unit of a search's steps is a whole training. */
    private static final List<Long> RUNGS = List.of(1L);

    private final List<String> codes;
    private final List<List<Scores>> trainings;
    private final SequencedMap<String, double[]> sizes = new LinkedHashMap<>();

    private NasBenchMacro(SequencedMap<String, JsonNode> networks, Path file) {
        this.codes = List.copyOf(networks.keySet());
        this.trainings = networks.entrySet().stream()
                .map(entry -> scores(entry.getKey(), entry.getValue(), file))
                .toList();
        sizes.put(TableStudy.MOST_MULTIPLY_ADDS, numbers(networks, "flops", file));
        sizes.put(TableStudy.MOST_PARAMETERS, numbers(networks, "params", file));
    }

    private static List<Scores> scores(String code, JsonNode network, Path file) {
        List<Scores> scores = StreamSupport.stream(network.path("test_acc").spliterator(), false)
                .map(accuracy -> new Scores(List.of(-accuracy.asDouble()), Double.NaN, accuracy.asDouble()))
                .toList();
        if (scores.size() != TRAININGS) {
            throw damaged(file, Text.format("network %s has %d numbers in test_acc, not 3", code, scores.size()));
        }
        return scores;
    }

    private static double[] numbers(SequencedMap<String, JsonNode> networks, String field, Path file) {
        return networks.entrySet().stream()
                .mapToDouble(entry -> entry.getValue()
                        .path(field)
                        .asDoubleOpt()
                        .orElseThrow(() -> damaged(file, "network " + entry.getKey() + " has no number " + field)))
                .toArray();
    }

    private static BadData damaged(Path file, String what) {
        return new BadData(file + ": " + what + "; get the file again from github.com/xiusu/NAS-Bench-Macro");
    }

    /**
     * Reads the benchmark's file.
     *
     * @return empty if the file is another one, or none
     * @throws BadData if a network has not the numbers that all have
     */
    public static Optional<NasBenchMacro> in(Path file) {
        JsonNode tree;
        try {
            tree = JSON.readTree(Files.readString(file));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
        if (tree.isEmpty()
                || !tree.propertyNames().stream()
                        .allMatch(name -> CODE.matcher(name).matches())) {
            return Optional.empty();
        }
        SequencedMap<String, JsonNode> networks = new LinkedHashMap<>();
        tree.properties().forEach(entry -> networks.putIfAbsent(canonical(entry.getKey()), entry.getValue()));
        return Optional.of(new NasBenchMacro(networks, file));
    }

    /** The code of the same network whose skipped layers are at the ends of stages. */
    static String canonical(String code) {
        StringBuilder canonical = new StringBuilder();
        int start = 0;
        for (int layers : STAGES) {
            String later = code.substring(start + 1, start + layers);
            String kept = later.replace(SKIPPED, "");
            canonical.append(code.charAt(start)).append(kept).append(SKIPPED.repeat(later.length() - kept.length()));
            start += layers;
        }
        return canonical.toString();
    }

    /** The other networks that differ in one layer, as often as there are ways to change it to them. */
    static List<String> mutations(String code) {
        return IntStream.range(0, code.length())
                .boxed()
                .flatMap(layer -> OPTIONS.stream()
                        .map(option -> canonical(code.substring(0, layer) + option + code.substring(layer + 1))))
                .filter(changed -> !changed.equals(code))
                .toList();
    }

    /** The option of each layer. */
    private static Map<String, Double> features(String code) {
        return IntStream.range(0, code.length())
                .boxed()
                .collect(Collectors.toMap(layer -> layer + "#" + code.charAt(layer), layer -> 1.0));
    }

    /** Searchers on the benchmark: random search, evolution and the largest networks. */
    public TableStudy study() {
        Map<String, Integer> places = new HashMap<>();
        IntStream.range(0, codes.size()).forEach(place -> places.put(codes.get(place), place));
        return new TableStudy(
                RUNGS,
                trainings,
                sizes,
                place -> mutations(codes.get(place)).stream()
                        .flatMap(code -> Optional.ofNullable(places.get(code)).stream())
                        .toList(),
                place -> features(codes.get(place)));
    }

    /** What the benchmark can show; its scores are accuracies on the test images, as the file has them. */
    public TableQuality quality() {
        return TableQuality.of(RUNGS, trainings);
    }
}
