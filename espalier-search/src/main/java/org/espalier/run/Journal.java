package org.espalier.run;

import java.util.Map;
import java.util.OptionalDouble;
import org.espalier.problem.BadData;
import org.espalier.tensorboard.TensorBoardWriter;
import tools.jackson.databind.JsonNode;

/** Records the events of a run twice: as JSON lines, and their numbers as curves for TensorBoard. */
public final class Journal implements AutoCloseable {

    private final EventLog log;
    private final TensorBoardWriter curves;

    private Journal(EventLog log, TensorBoardWriter curves) {
        this.log = log;
        this.curves = curves;
    }

    /**
     * Opens both records and removes events of steps after {@code step}.
     *
     * @throws BadData if the existing events cannot be read
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

    /** Records an event; each of its numbers is also a point of the curve {@code kind/field}. */
    public void append(Event event) {
        log.append(event);
        for (Map.Entry<String, JsonNode> field : event.fields().properties()) {
            OptionalDouble number = event.number(field.getKey());
            if (number.isPresent()) {
                curves.scalar(event.kind() + "/" + field.getKey(), event.step(), (float) number.getAsDouble());
            }
        }
    }

    /** Forces all data to the disk. Call it before saving a checkpoint. */
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
