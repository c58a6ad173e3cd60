package org.espalier.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.espalier.cli.argument.MethodName;
import org.espalier.cli.argument.PlanOption;
import org.espalier.problem.BadUsage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Predicts what a search or a training will take: the command itself does, in place of running. */
@Command(
        name = "plan",
        description = {
            "Predict time, memory and disk of a search or a training, by a few of its steps. No run is written.",
            "Takes METHOD or ARCH with all options of espalier search or espalier train; --out may be left out.",
            "--json writes one JSON object."
        },
        customSynopsis = "espalier plan METHOD|ARCH --data DATA [OPTIONS] [--json]")
final class PlanCommand implements Callable<Integer> {

    private static final String OUT = "--out";
    private static final String DEBUG = "--debug";
    private static final String RESUME = "--resume";

    @Spec
    private CommandSpec spec;

    @Unmatched
    private List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        if (words.isEmpty()) {
            throw new BadUsage("plan: got nothing to plan; allowed: a METHOD or an ARCH with the options of espalier"
                    + " search or espalier train, such as espalier plan gas --preset tiny --data scenes");
        }
        if (words.contains(RESUME)) {
            throw new BadUsage("plan: " + RESUME + ": a plan is of a whole run; leave it out");
        }
        List<String> planned = new ArrayList<>();
        planned.add(MethodName.all().contains(words.getFirst()) ? "search" : "train");
        planned.addAll(words);
        planned.add(PlanOption.PLAN);
        if (words.stream().noneMatch(word -> word.equals(OUT) || word.startsWith(OUT + "="))) {
            planned.addAll(List.of(OUT, "planned")); // required, but a plan does not write to it
        }
        if (spec.commandLine().getParseResult().hasMatchedOption(DEBUG)) {
            planned.add(DEBUG);
        }
        return spec.root().commandLine().execute(planned.toArray(String[]::new));
    }
}
