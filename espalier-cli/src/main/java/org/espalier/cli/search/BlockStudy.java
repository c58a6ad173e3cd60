package org.espalier.cli.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.espalier.cli.argument.RunArguments;
import org.espalier.cli.terminal.LongWork;
import org.espalier.cli.terminal.Terminal;
import org.espalier.config.Configs;
import org.espalier.data.Dataset;
import org.espalier.data.spec.Datasets;
import org.espalier.drawing.chart.BlocksDrawing;
import org.espalier.file.AtomicFile;
import org.espalier.problem.BadUsage;
import org.espalier.study.MethodReport;
import org.espalier.study.Study;
import org.espalier.study.StudyConfig;
import org.espalier.study.StudyManifest;
import org.espalier.study.StudyReport;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code study FILE}, and what it does: a study of trainings over blocks of seeds. */
@Command
final class BlockStudy {

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "YAML file that describes a study of trainings over blocks of seeds.")
    private Optional<Path> file = Optional.empty();

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

    /** @throws BadUsage if an option is given that needs a file */
    void requireNone() {
        if (planOnly || !others.isEmpty()) {
            throw new BadUsage("--plan, --cells: allowed only with FILE, a study over blocks of seeds");
        }
    }

    /** Runs the study, or the rest of it. */
    void run(Terminal terminal, StudyFolder place, boolean json) {
        Path folder = place.require();
        StudyConfig config = Configs.resolve(StudyConfig.class, StudyConfig.DEFAULT, file, List.of());
        Dataset data = Datasets.open(
                config.data(), Study.training(config).images().size().orElseThrow());
        Study study = new Study(config, data);
        String hint = RunArguments.resumeHint(terminal, folder);
        if (planOnly) {
            StudyManifest manifest =
                    LongWork.run(terminal, hint, progress -> study.plan(folder, place.options(terminal, progress)));
            terminal.line(study.inWords(manifest));
            terminal.line(StudyManifest.file(folder).toString());
            return;
        }
        StudyReport report =
                LongWork.run(terminal, hint, progress -> study.run(folder, others, place.options(terminal, progress)));
        AtomicFile.write(picture(folder), drawing(report).svg());
        if (json) {
            terminal.json(report);
        } else {
            StudyScreen.show(terminal, report);
            terminal.line(Text.format("%n%s%n%s", StudyReport.file(folder), picture(folder)));
        }
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
