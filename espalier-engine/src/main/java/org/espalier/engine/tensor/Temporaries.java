package org.espalier.engine.tensor;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** What a computation makes on its way and nobody needs afterwards. */
public final class Temporaries {

    private Temporaries() {}

    /** The result of some work, in the caller's scope; all handles else that it makes are let go. */
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
