package org.espalier.engine.forward;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.espalier.graph.Node;
import org.espalier.text.Text;

/** Finds the first node with a value that is not finite. */
public final class NonFiniteSearch implements Forward.Observer {

    private Optional<String> found = Optional.empty();

    /** The first such node, in words. */
    public Optional<String> found() {
        return found;
    }

    @Override
    public void accept(Node node, Tensor value) {
        if (found.isEmpty() && !isFinite(value)) {
            found = Optional.of(Text.format(
                    "the first such value is in node %s (%s)",
                    node.name(), node.op().getClass().getSimpleName()));
        }
    }

    /** Whether all values of a tensor are finite. */
    public static boolean isFinite(Tensor tensor) {
        return tensor.isfinite().all().item_bool();
    }
}
