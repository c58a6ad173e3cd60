package org.espalier.cli.argument;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.machine.AvailableMemory;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;
import org.espalier.train.Forecast;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of commands that can be planned; {@code espalier plan} sets the first. */
@Command
public final class PlanOption {

    /** Asks for the plan alone. */
    public static final String PLAN = "--plan";

    @Option(names = PLAN, hidden = true, description = "Predict what the command will take; start nothing.")
    private boolean plan;

    @Option(names = "--json", hidden = true, description = "With --plan: write one JSON object.")
    private boolean json;

    /**
     * The output of {@code --json}; scripts rely on the names.
     *
     * @param seconds in all
     * @param peakBytes the largest of the parts
     * @param availableBytes memory that this machine can still give
     * @param diskBytes in all
     */
    private record Plan(
            List<Forecast> parts, double seconds, OptionalLong peakBytes, OptionalLong availableBytes, long diskBytes) {

        static Plan of(List<Forecast> parts) {
            return new Plan(
                    parts,
                    parts.stream().mapToDouble(Forecast::seconds).sum(),
                    parts.stream()
                            .flatMapToLong(one -> one.peakBytes().stream())
                            .max(),
                    AvailableMemory.bytes(),
                    parts.stream().mapToLong(Forecast::diskBytes).sum());
        }
    }

    /**
     * Whether the command is to be planned and not to be run.
     *
     * @throws BadUsage if there is an option of plans alone
     */
    public boolean isAsked() {
        if (json && !plan) {
            throw new BadUsage("--json: allowed only with espalier plan");
        }
        return plan;
    }

    /** Shows what the parts of the command will take. */
    public void show(Terminal terminal, List<Forecast> parts) {
        Plan all = Plan.of(parts);
        if (json) {
            terminal.json(all);
            return;
        }
        Table table = Table.of("part", "steps", "a step", "evaluations", "time", "memory", "disk");
        for (Forecast one : parts) {
            table.row(
                    one.part(),
                    Counts.whole(one.steps()),
                    Text.format("%.3g s", one.secondsPerStep()),
                    clock(one.evaluationSeconds()),
                    clock(one.seconds()),
                    memory(one.peakBytes()),
                    Counts.bytes(one.diskBytes()));
        }
        if (parts.size() > 1) {
            table.row("in all", "", "", "", clock(all.seconds), memory(all.peakBytes), Counts.bytes(all.diskBytes));
        }
        terminal.table(table);
        all.availableBytes.ifPresent(
                free -> terminal.line(Text.format("%nthis machine has %s of memory available", Counts.bytes(free))));
    }

    private static String clock(double seconds) {
        return Text.clock(Duration.ofSeconds(Math.round(seconds)));
    }

    private static String memory(OptionalLong bytes) {
        return bytes.isPresent() ? Counts.bytes(bytes.getAsLong()) : "unknown";
    }
}
