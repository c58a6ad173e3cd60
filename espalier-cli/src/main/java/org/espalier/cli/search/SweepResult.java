package org.espalier.cli.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.drawing.chart.ChartDrawing;
import org.espalier.drawing.chart.LineChart;
import org.espalier.problem.Failure;
import org.espalier.run.Interrupted;
import org.espalier.text.ShellCommand;
import org.espalier.text.Text;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Time and memory of search steps for several values of a setting. Each value is measured in its own process, so that
 * memory held by one measurement does not count in the next.
 *
 * @param points one for each value, in the order of measurement
 */
record SweepResult(List<Point> points) {

    private static final double BYTES_PER_GIGABYTE = 1e9;

    /** The measurement for one value. */
    record Point(String key, String value, double weightStepSeconds, double architectureStepSeconds, long peakBytes) {

        /** One line for people, printed at once, so that it is not lost if a later measurement fails. */
        private String summary() {
            return Text.format(
                    "%s=%s: weight step %.2f s, architecture step %.2f s, %s",
                    key, value, weightStepSeconds, architectureStepSeconds, Counts.bytes(peakBytes));
        }
    }

    /**
     * Measures all values of all sweeps.
     *
     * @param main the class whose {@code main} runs a command line
     * @param arguments of the command line, with {@code --crop} and {@code --batch}
     */
    static SweepResult measure(List<Sweep> sweeps, Class<?> main, List<String> arguments, Terminal terminal) {
        List<Point> points = new ArrayList<>();
        for (Sweep sweep : sweeps) {
            for (String value : sweep.values()) {
                JsonNode measured = run(main, sweep.applyTo(arguments, value));
                Point point = new Point(
                        sweep.key(),
                        value,
                        measured.get("weightStepSeconds").asDouble(),
                        measured.get("architectureStepSeconds").asDouble(),
                        measured.path("peakBytes").asLong(0));
                points.add(point);
                terminal.note(point.summary());
            }
        }
        return new SweepResult(points);
    }

    /** The measurements as a table. */
    Table table() {
        Table table = Table.of("setting", "weight step", "architecture step", "peak memory");
        for (Point point : points) {
            table.row(
                    point.key + "=" + point.value,
                    Text.format("%.2f s", point.weightStepSeconds),
                    Text.format("%.2f s", point.architectureStepSeconds),
                    Counts.bytes(point.peakBytes));
        }
        return table;
    }

    /** Charts of time and memory, one row for each setting; all its values must be numbers. */
    String picture(String title, String figures) {
        List<List<LineChart>> rows = new ArrayList<>();
        for (String key : points.stream().map(Point::key).distinct().toList()) {
            rows.add(List.of(
                    new LineChart(
                            key,
                            "other settings as above",
                            key,
                            "seconds a step",
                            List.of(
                                    line("weights", key, Point::weightStepSeconds),
                                    line("architecture", key, Point::architectureStepSeconds))),
                    new LineChart(
                            key,
                            "",
                            key,
                            "gigabytes, whole process",
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

    /** Starts this program again with other arguments and reads its JSON output. */
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
                throw new Failure(Text.format(
                        "the measurement failed with exit code %d: espalier %s", exit, ShellCommand.of(arguments)));
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
