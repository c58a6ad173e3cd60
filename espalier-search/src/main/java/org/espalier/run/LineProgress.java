package org.espalier.run;

import java.io.PrintStream;
import java.time.Duration;
import org.espalier.text.Text;

/**
 * Progress as lines of text, such as
 * {@code train 120/400, 3.1 steps/s, 0:01:30 left, loss 0.4321, 1% waiting for data}.
 */
final class LineProgress implements Progress {

    private final PrintStream out;
    private final Duration every;
    private Duration next;

    LineProgress(PrintStream out, Duration every) {
        this.out = out;
        this.every = every;
        this.next = every;
    }

    @Override
    public void show(Status status) {
        if (status.elapsed().compareTo(next) >= 0) {
            out.println(line(status, status.left(), "left"));
            next = status.elapsed().plus(every);
        }
    }

    @Override
    public void end(Status status) {
        out.println(line(status, status.elapsed(), "in all"));
        next = every;
    }

    @Override
    public void note(String line) {
        out.println(line);
    }

    @Override
    public boolean showsNotes() {
        return true;
    }

    private static String line(Status status, Duration time, String meaning) {
        StringBuilder line = new StringBuilder();
        line.append(status.stage())
                .append(' ')
                .append(status.step())
                .append('/')
                .append(status.steps());
        line.append(Text.format(", %.3g steps/s", status.stepsPerSecond()));
        line.append(Text.format(", %s %s", Text.clock(time), meaning));
        status.loss().ifPresent(loss -> line.append(Text.format(", loss %.4f", loss)));
        status.waitingShare().ifPresent(share -> line.append(Text.format(", %.1f%% waiting for data", 100 * share)));
        return line.toString();
    }
}
