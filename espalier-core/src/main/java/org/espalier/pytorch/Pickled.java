package org.espalier.pytorch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.safetensors.Dtype;

/** The values that a state dict's pickle may hold; none of them has to be executed. */
sealed interface Pickled {

    record Text(String value) implements Pickled {}

    record Whole(long value) implements Pickled {}

    record Real(double value) implements Pickled {}

    record Truth(boolean value) implements Pickled {}

    record Nothing() implements Pickled {}

    /** A name in a module; only compared, never resolved. */
    record Global(String module, String name) implements Pickled {
        @Override
        public String toString() {
            return module + "." + name;
        }
    }

    /** A list or a tuple. Compared by identity, because a pickle can contain itself. */
    final class Sequence implements Pickled {
        final List<Pickled> elements = new ArrayList<>();
    }

    /** A dict with string keys; other keys are dropped, as no tensor has one. */
    final class Dictionary implements Pickled {
        final Map<String, Pickled> entries = new LinkedHashMap<>();
    }

    /** The numbers of one or more tensors, in an entry of the archive. */
    record Storage(String key, Dtype dtype, long elements) implements Pickled {}

    /** A view of a storage; lengths and strides of axes in elements. */
    record View(Storage storage, long offset, List<Long> shape, List<Long> strides) implements Pickled {}
}
