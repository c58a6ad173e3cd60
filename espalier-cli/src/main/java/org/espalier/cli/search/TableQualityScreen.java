package org.espalier.cli.search;

import org.espalier.cli.terminal.Table;
import org.espalier.cli.terminal.Terminal;
import org.espalier.statistics.VarianceComponents;
import org.espalier.table.TableQuality;
import org.espalier.text.Text;

/** What a table of truth can show, on the terminal. */
final class TableQualityScreen {

    /** The score of our own tables. */
    static final String MIOU = "mIoU on val";

    private TableQualityScreen() {}

    /** @param score what the networks are scored by, such as {@code mIoU on val} */
    static void show(Terminal terminal, TableQuality quality, String score) {
        VarianceComponents miou = quality.miou();
        Table table = Table.of("", "");
        table.row("networks, seeds", Text.format("%d, %d", quality.networks(), quality.seeds()));
        table.row(score + ", mean of the networks", Text.format("%.4f", miou.mean()));
        table.row("the best network", Text.format("%.4f (%.1f seed deviations above)", quality.best(), quality.lead()));
        table.row("standard deviation between networks", Text.format("%.4f", miou.between()));
        table.row("standard deviation between seeds", Text.format("%.4f", miou.within()));
        table.row(
                "reliability R of one training",
                Text.format("%.2f (95 %%: %.2f to %.2f)", miou.reliability(), miou.low(), miou.high()));
        quality.rungs()
                .forEach(rung -> table.row(
                        quality.rungs().size() == 1
                                ? "Kendall tau of one training"
                                : Text.format("Kendall tau of the loss after %d steps", rung.steps()),
                        Text.format("%.2f (noise allows %.2f)", rung.tau(), rung.highest())));
        terminal.table(table);
    }
}
