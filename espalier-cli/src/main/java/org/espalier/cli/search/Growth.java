package org.espalier.cli.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.Interrupted;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.drawing.chart.ChartDrawing;
import org.espalier.drawing.chart.LineChart;
import org.espalier.problem.BadUsage;
import org.espalier.problem.Failure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How time and memory of a search's steps grow with one value after the other. Every point is measured in a process of its own, so that what one held
 * does not count for the next.
 *
 * @param points all of them
 */
record Growth(List<Point> points) {

    private static final double BYTES_PER_GIGABYTE = 1e9;

    /**
     * A value that is changed while all others stay.
     *
     * @param key crop, batch, or a value of the supernet
     */
    record Sweep(String key, List<String> values) {

        /** @param text {@code KEY=VALUE,VALUE...} */
        static Sweep of(String text) {
            int sign = text.indexOf('=');
            List<String> values = Arrays.asList(text.substring(sign + 1).strip().split(",", -1));
            if (sign < 1 || values.stream().anyMatch(String::isBlank)) {
                throw new BadUsage(
                        "--against: got '%s'; allowed: KEY=VALUE,VALUE..., such as crop=65,129".formatted(text));
            }
            return new Sweep(text.substring(0, sign).strip(), values);
        }

        /** What a horizontal axis needs. */
        void requireNumbers() {
            for (String value : values) {
                try {
                    Double.parseDouble(value);
                } catch (NumberFormatException e) {
                    throw new BadUsage("--against: %s=%s; allowed with --picture: numbers".formatted(key, value), e);
                }
            }
        }

        /** The arguments with one value changed. */
        private List<String> in(List<String> arguments, String value) {
            List<String> changed = new ArrayList<>(arguments);
            int place = changed.indexOf("--" + key);
            if (place >= 0) {
                changed.set(place + 1, value);
            } else {
                changed.addAll(List.of("--set", key + "=" + value));
            }
            return changed;
        }
    }

    /** What was measured with one value. */
    record Point(String key, String value, double weightStepSeconds, double architectureStepSeconds, long peakBytes) {

        /** Told as soon as it is there, so that nothing is lost if a later value is refused. */
        private String inWords() {
            return "%s=%s: weight step %.2f s, architecture step %.2f s, %s"
                    .formatted(key, value, weightStepSeconds, architectureStepSeconds, Counts.bytes(peakBytes));
        }
    }

    /**
     * Measures.
     *
     * @param main the class whose {@code main} runs a command line
     * @param arguments of the command line, crop and batch among them
     */
    static Growth of(List<Sweep> sweeps, Class<?> main, List<String> arguments, Terminal terminal) {
        List<Point> points = new ArrayList<>();
        for (Sweep sweep : sweeps) {
            for (String value : sweep.values) {
                JsonNode measured = run(main, sweep.in(arguments, value));
                Point point = new Point(
                        sweep.key,
                        value,
                        measured.get("weightStepSeconds").asDouble(),
                        measured.get("architectureStepSeconds").asDouble(),
                        measured.path("peakBytes").asLong(0));
                points.add(point);
                terminal.note(point.inWords());
            }
        }
        return new Growth(points);
    }

    Table table() {
        Table table = Table.of("changed", "weight step", "architecture step", "peak memory");
        for (Point point : points) {
            table.row(
                    point.key + "=" + point.value,
                    "%.2f s".formatted(point.weightStepSeconds),
                    "%.2f s".formatted(point.architectureStepSeconds),
                    Counts.bytes(point.peakBytes));
        }
        return table;
    }

    /** A row of charts for every value that was changed, all numbers: time and memory. */
    String picture(String title, String figures) {
        List<List<LineChart>> rows = new ArrayList<>();
        for (String key : points.stream().map(Point::key).distinct().toList()) {
            rows.add(List.of(
                    new LineChart(
                            key,
                            "all else as above",
                            key,
                            "seconds a step",
                            List.of(
                                    line("weights", key, Point::weightStepSeconds),
                                    line("architecture", key, Point::architectureStepSeconds))),
                    new LineChart(
                            key,
                            "",
                            key,
                            "gigabytes, all of the process",
                            List.of(line("peak", key, point -> point.peakBytes / BYTES_PER_GIGABYTE)))));
        }
        return ChartDrawing.svg(title, figures, rows);
    }

    private LineChart.Line line(String name, String key, ToDoubleFunction<Point> value) {
        return new LineChart.Line(
                name,
                points.stream()
                        .filter(point -> point.key.equals(key))
                        .map(point -> new LineChart.Dot(Double.parseDouble(point.value), value.applyAsDouble(point)))
                        .toList());
    }

    /** The same program again, with other arguments. */
    private static JsonNode run(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
            byte[] output = process.getInputStream().readAllBytes();
            int exit = process.waitFor();
            if (exit != 0) {
                throw new Failure(
                        "a measurement ended with exit code %d: %s".formatted(exit, String.join(" ", arguments)));
            }
            return JsonMapper.shared().readTree(new String(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Interrupted();
        }
    }
}
