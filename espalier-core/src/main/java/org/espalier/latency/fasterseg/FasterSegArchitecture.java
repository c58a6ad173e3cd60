package org.espalier.latency.fasterseg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadData;
import org.espalier.text.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The architecture parameters of FasterSeg's student (FasterSeg: Searching for Faster Real-time Semantic Segmentation,
 * Chen, Gong, Liu, Zhang, Li, Wang; ICLR 2020), as published, before any softmax. Levels 0 to 2 are strides 8, 16 and
 * 32.
 *
 * @param operations [level][layer - level][operation]
 * @param transitions [level - 1][place][down, keep], of levels 1 and 2
 * @param widths [level][place][width]
 */
public record FasterSegArchitecture(double[][][] operations, double[][][] transitions, double[][][] widths) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String STUDENT = "arch_1";
    private static final int LAYERS = 16;
    private static final int LEVELS = 3;
    private static final int CHOICES = 5;

    /** Whether a file holds such parameters: JSON with the student's parameters. */
    public static boolean isIn(Path file) {
        try {
            return Files.isRegularFile(file)
                    && MAPPER.readTree(Files.readString(file)).has(STUDENT);
        } catch (IOException | JacksonException e) {
            return false; // the reader of the other format reports the error
        }
    }

    /**
     * Reads the published parameters: JSON, {@code arch_1} with {@code alpha_1_0}, {@code beta_1_1}, {@code ratio_1_0}
     * and so on.
     *
     * @throws BadData if the file cannot be read, or parameters are missing or of another shape
     */
    public static FasterSegArchitecture read(Path file) {
        try {
            JsonNode student = MAPPER.readTree(Files.readString(file)).path(STUDENT);
            return new FasterSegArchitecture(
                    IntStream.range(0, LEVELS)
                            .mapToObj(level -> matrix(file, student, "alpha_1_" + level, LAYERS - level, CHOICES))
                            .toArray(double[][][]::new),
                    IntStream.range(1, LEVELS)
                            .mapToObj(level -> matrix(file, student, "beta_1_" + level, LAYERS - 1 - level, 2))
                            .toArray(double[][][]::new),
                    IntStream.range(0, LEVELS)
                            .mapToObj(level ->
                                    matrix(file, student, "ratio_1_" + level, LAYERS - Math.max(1, level), CHOICES))
                            .toArray(double[][][]::new));
        } catch (IOException e) {
            throw new BadData("cannot read FasterSeg's architecture " + file + ": " + FileProblem.of(e), e);
        } catch (JacksonException e) {
            throw new BadData(file + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static double[][] matrix(Path file, JsonNode student, String name, int rows, int columns) {
        JsonNode node = student.path(name);
        double[][] matrix = new double[rows][columns];
        boolean fits = node.isArray() && node.size() == rows;
        for (int row = 0; fits && row < rows; row++) {
            fits = node.get(row).isArray() && node.get(row).size() == columns;
            for (int column = 0; fits && column < columns; column++) {
                fits = node.get(row).get(column).isNumber();
                matrix[row][column] = fits ? node.get(row).get(column).asDouble() : 0;
            }
        }
        if (!fits) {
            throw new BadData(Text.format(
                    "FasterSeg's architecture %s: %s.%s must be %d rows of %d numbers",
                    file, STUDENT, name, rows, columns));
        }
        return matrix;
    }

    /**
     * The names of the table entries for all operations of the decoded network at 1024x2048, in the order of the
     * authors' code.
     *
     * @param branches the levels at which branches end, such as [2, 1]
     */
    public List<String> operationsOf(List<Integer> branches) {
        List<Branch> decoded = new Decoder(this).branches();
        return new Structure(branches, branches.stream().map(decoded::get).toList()).keys();
    }
}
