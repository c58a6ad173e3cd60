package org.espalier.cli.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.cli.terminal.LongWork;
import org.espalier.cli.terminal.Terminal;
import org.espalier.config.Configs;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.drawing.chart.BlocksDrawing;
import org.espalier.file.AtomicFile;
import org.espalier.problem.BadUsage;
import org.espalier.run.Progress;
import org.espalier.run.RunOptions;
import org.espalier.study.MethodReport;
import org.espalier.study.Study;
import org.espalier.study.StudyConfig;
import org.espalier.study.StudyManifest;
import org.espalier.study.StudyReport;
import org.espalier.text.ShellCommand;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code study FILE}, and what it does: a study of trainings over blocks of seeds. */
@Command
final class BlockStudy {

    private static final String RESUME = "--resume";

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "YAML file that describes a study of trainings over blocks of seeds.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", description = "The folder of the study; needed with FILE.")
    private Optional<Path> out = Optional.empty();

    @Option(names = RESUME, description = "Go on with the study in this folder.")
    private boolean resume;

    @Option(
            names = "--cells",
            paramLabel = "DIR",
            description = "Folder of another study, whose results are taken over where they are the same; may be"
                    + " repeated.")
    private List<Path> others = new ArrayList<>();

    @Option(names = "--plan", description = "Measure steps, write the manifest and stop before the first training.")
    private boolean planOnly;

    /** Whether a file was given. */
    boolean isAsked() {
        return file.isPresent();
    }

    /** Runs the study, or the rest of it. */
    void run(Terminal terminal, boolean json) {
        Path folder = out.orElseThrow(() -> new BadUsage("--out: missing; name the folder of the study"));
        StudyConfig config = Configs.resolve(StudyConfig.class, StudyConfig.DEFAULT, file, List.of());
        Dataset data = Datasets.open(
                config.data(), Study.training(config).images().size().orElseThrow());
        Study study = new Study(config, data);
        String hint = "all results are saved in " + folder + "; go on with\n  " + again(terminal);
        if (planOnly) {
            StudyManifest manifest =
                    LongWork.run(terminal, hint, progress -> study.plan(folder, options(terminal, progress)));
            terminal.line(study.inWords(manifest));
            terminal.line(StudyManifest.file(folder).toString());
            return;
        }
        StudyReport report =
                LongWork.run(terminal, hint, progress -> study.run(folder, others, options(terminal, progress)));
        AtomicFile.write(picture(folder), drawing(report).svg());
        if (json) {
            terminal.json(report);
        } else {
            StudyScreen.show(terminal, report);
            terminal.line(Text.format("%n%s%n%s", StudyReport.file(folder), picture(folder)));
        }
    }

    private RunOptions options(Terminal terminal, Progress progress) {
        return new RunOptions(resume, progress, terminal.typedCommand());
    }

    private String again(Terminal terminal) {
        List<String> words = new ArrayList<>(terminal.typedCommand());
        if (!resume) {
            words.add(RESUME);
        }
        return ShellCommand.of(words);
    }

    private static Path picture(Path folder) {
        return folder.resolve("study.svg");
    }

    private static BlocksDrawing drawing(StudyReport report) {
        return new BlocksDrawing(
                "What the searches found, block by block",
                List.of("random", "found", "halving", "hand-designed"),
                report.methods().stream().map(BlockStudy::panel).toList());
    }

    private static BlocksDrawing.Panel panel(MethodReport method) {
        List<BlocksDrawing.Block> blocks = new ArrayList<>();
        for (int block = 0; block < method.blocks(); block++) {
            blocks.add(new BlocksDrawing.Block(List.of(
                    Optional.of(method.random().get(block)),
                    Optional.of(method.found().get(block)),
                    Optional.of(method.halving().get(block)),
                    method.handDesigned().get(block))));
        }
        return new BlocksDrawing.Panel(method.method(), blocks);
    }
}
