package org.espalier.cli.terminal;

import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.espalier.run.Progress;
import org.espalier.run.Status;
import org.espalier.text.Text;

/** A progress bar with rate, remaining time, and what the task has of loss and share of the time waiting for data. */
final class BarProgress implements Progress {

    private static final int UPDATE_MILLIS = 250;

    private final PrintStream out;
    private final int width;
    private Optional<ProgressBar> bar = Optional.empty();
    private volatile Duration left = Duration.ZERO;

    /** @param width maximum number of characters per line */
    BarProgress(PrintStream out, int width) {
        this.out = out;
        this.width = width;
    }

    @Override
    public void show(Status status) {
        ProgressBar shown = bar.orElseGet(() -> begin(status));
        bar = Optional.of(shown);
        left = status.left();
        shown.maxHint(status.steps());
        shown.stepTo(status.step());
        shown.setExtraMessage(message(status));
    }

    @Override
    public void end(Status status) {
        show(status);
        close();
    }

    @Override
    public void note(String line) {
        close();
        out.println(line);
    }

    @Override
    public boolean showsNotes() {
        return true;
    }

    /** Ends the bar and moves to the next line. */
    void close() {
        bar.ifPresent(ProgressBar::close);
        bar = Optional.empty();
    }

    private ProgressBar begin(Status status) {
        return new ProgressBarBuilder()
                .setTaskName(status.stage())
                .setInitialMax(status.steps())
                .startsFrom(status.begunAt(), Duration.ZERO)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setEtaFunction(state -> Optional.of(left))
                .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                .setConsumer(new ConsoleProgressBarConsumer(out, width))
                .build();
    }

    private static String message(Status status) {
        StringBuilder message = new StringBuilder();
        status.loss().ifPresent(loss -> message.append(Text.format(" loss %.3f,", loss)));
        status.waitingShare().ifPresent(share -> message.append(Text.format(" %.0f%% waiting for data", 100 * share)));
        return message.toString();
    }
}
