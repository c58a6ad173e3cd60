package org.espalier.cli.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.espalier.cli.terminal.Counts;
import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.data.folder.DatasetDraft;
import org.espalier.data.folder.MaskSurvey;
import org.espalier.problem.BadData;
import org.espalier.text.ShellCommand;
import org.espalier.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the {@code dataset.yaml} of a folder of own images. */
@Command(name = "init", description = "Look at the masks of a folder of own images and write its dataset.yaml.")
final class DataInitCommand implements Runnable {

    @Mixin
    private Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "Folder with images/ and masks/.")
    private Path folder;

    @Option(
            names = "--ignore",
            paramLabel = "VALUES",
            description = "Values or colours that mean no class, such as 255 or #FFFFFF, or none. Default: asks.")
    private Optional<String> ignore = Optional.empty();

    @Option(
            names = "--names",
            paramLabel = "NAME",
            split = ",",
            description = "Names of the classes in the order of their values. Default: class-0, class-1, ...")
    private List<String> names = List.of();

    @Option(
            names = "--groups",
            paramLabel = "FORM",
            description = "Images that stay in one split: folder, or a regular expression on their paths.")
    private Optional<String> groups = Optional.empty();

    @Option(names = "--force", description = "Replace an existing dataset.yaml.")
    private boolean force;

    @Override
    public void run() {
        Path file = DatasetDraft.file(folder);
        if (Files.exists(file) && !force) {
            throw new BadData(Text.format("%s exists; pass --force to replace it", file));
        }
        MaskSurvey survey = MaskSurvey.of(folder);
        Set<Integer> ignored = DatasetDraft.parseIgnored(ignore.orElseGet(() -> ask(survey)), survey);
        DatasetDraft draft = new DatasetDraft(folder, survey, ignored, names, groups);
        show(draft);
        draft.write();
        terminal.line(Text.format("wrote %s; change the names of the classes there", file));
        terminal.line("next: " + ShellCommand.of("espalier", "data", "check", "folder:" + folder));
    }

    /** What means no class: asked if the masks hold something that often does. */
    private String ask(MaskSurvey survey) {
        List<String> doubtful = DatasetDraft.doubtful(survey).stream()
                .map(value -> survey.written(value).replace("\"", ""))
                .toList();
        if (doubtful.isEmpty()) {
            return "none";
        }
        String all = String.join(",", doubtful);
        String question = Text.format(
                "The masks hold %s, among them %s. Is that a class, or does it mean no class?",
                survey.kind(), String.join(" or ", doubtful));
        return terminal.ask(question + Text.format(" Write %s for no class, or none: ", all))
                .filter(answer -> !answer.isBlank())
                .orElseThrow(() -> new BadData(Text.format(
                        "%s: only you know whether %s in the masks is a class or means no class; pass %s for"
                                + " no class, or --ignore none",
                        folder, String.join(" or ", doubtful), ShellCommand.of("--ignore", all))));
    }

    private void show(DatasetDraft draft) {
        MaskSurvey survey = draft.survey();
        terminal.line(
                Text.format("%d masks of %s, %s pixels", survey.masks(), survey.kind(), Counts.whole(survey.pixels())));
        Table table = Table.of("in masks", "class", "pixels", "masks");
        List<String> left = new ArrayList<>(draft.classNames());
        survey.found()
                .forEach((value, found) -> table.row(
                        survey.written(value).replace("\"", ""),
                        draft.ignored().contains(value) ? "no class" : left.removeFirst(),
                        Counts.whole(found.pixels()),
                        Counts.whole(found.masks())));
        terminal.table(table);
    }
}
