package org.espalier.engine.tensor;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Frees the intermediate tensors of a computation. */
public final class Temporaries {

    private Temporaries() {}

    /** The result of a computation, in the caller's scope. All other handles that it creates are closed. */
    public static Tensor without(Supplier<Tensor> work) {
        PointerScope outer = PointerScope.getInnerScope();
        try (PointerScope temporary = new PointerScope()) {
            Tensor value = work.get();
            outer.attach(value);
            temporary.detach(value);
            return value;
        }
    }
}
