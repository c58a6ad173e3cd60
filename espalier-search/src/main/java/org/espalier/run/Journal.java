package org.espalier.run;

import java.awt.image.BufferedImage;
import java.util.Map;
import java.util.OptionalDouble;
import org.espalier.problem.BadData;
import org.espalier.tensorboard.TensorBoardWriter;
import tools.jackson.databind.JsonNode;

/** What happens in a run, told twice: as JSON lines, and its numbers, pictures and texts as curves for TensorBoard. */
public final class Journal implements AutoCloseable {

    private final EventLog log;
    private final TensorBoardWriter curves;

    private Journal(EventLog log, TensorBoardWriter curves) {
        this.log = log;
        this.curves = curves;
    }

    /**
     * Opens both; what was told of steps after {@code step} is taken back.
     *
     * @throws BadData if the events so far cannot be read
     */
    static Journal open(RunLayout layout, long step) {
        EventLog log = EventLog.open(layout.events(), step);
        try {
            return new Journal(log, TensorBoardWriter.open(layout.tensorboard(), step));
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /** Tells an event; each of its numbers is a point of the curve {@code kind/field}. */
    public void append(Event event) {
        log.append(event);
        for (Map.Entry<String, JsonNode> field : event.fields().properties()) {
            OptionalDouble number = event.number(field.getKey());
            if (number.isPresent()) {
                curves.scalar(event.kind() + "/" + field.getKey(), event.step(), (float) number.getAsDouble());
            }
        }
    }

    /** Shows a picture in TensorBoard alone. */
    public void image(String tag, long step, BufferedImage image) {
        curves.image(tag, step, image);
    }

    /** Shows a text, in Markdown, in TensorBoard alone. */
    public void text(String tag, long step, String markdown) {
        curves.text(tag, step, markdown);
    }

    /** Forces all to the disk; to be done before a checkpoint that comes after it is saved. */
    public void sync() {
        log.sync();
        curves.sync();
    }

    @Override
    public void close() {
        try (log) {
            curves.close();
        }
    }
}
