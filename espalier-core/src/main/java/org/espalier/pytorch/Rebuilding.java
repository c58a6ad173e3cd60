package org.espalier.pytorch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.espalier.problem.BadData;
import org.espalier.safetensors.Dtype;

/** The few names that a state dict uses, and their meaning. Any other name is rejected, and the error names it. */
record Rebuilding(String file) {

    private static final Pickled.Global ORDERED = new Pickled.Global("collections", "OrderedDict");
    private static final Pickled.Global TENSOR = new Pickled.Global("torch._utils", "_rebuild_tensor_v2");
    private static final Map<String, Dtype> STORAGES = Map.of(
            "FloatStorage", Dtype.F32,
            "DoubleStorage", Dtype.F64,
            "HalfStorage", Dtype.F16,
            "BFloat16Storage", Dtype.BF16,
            "LongStorage", Dtype.I64,
            "IntStorage", Dtype.I32,
            "ShortStorage", Dtype.I16,
            "CharStorage", Dtype.I8,
            "ByteStorage", Dtype.U8,
            "BoolStorage", Dtype.BOOL);

    /** The result of calling a name with arguments. */
    Pickled call(Pickled callee, Pickled arguments) {
        List<Pickled> values = sequence(arguments);
        if (callee.equals(ORDERED) && values.isEmpty()) {
            return new Pickled.Dictionary();
        }
        if (callee.equals(TENSOR) && values.size() >= 4) {
            return tensor(values);
        }
        throw new BadData(file + " asks for " + named(callee)
                + ", which is neither a dense tensor nor an ordered dict; nothing was executed. " + StateDict.ADVICE);
    }

    /** {@code ("storage", type, key, device, elements)}: a reference to the numbers of a tensor. */
    Pickled.Storage storage(Pickled id) {
        List<Pickled> parts = sequence(id);
        if (parts.size() == 5
                && parts.get(0).equals(new Pickled.Text("storage"))
                && parts.get(1) instanceof Pickled.Global type
                && parts.get(2) instanceof Pickled.Text(String key)
                && parts.get(4) instanceof Pickled.Whole(long elements)
                && elements >= 0) {
            Dtype dtype = type.module().equals("torch") ? STORAGES.get(type.name()) : null;
            if (dtype == null) {
                throw new BadData(file + " holds numbers of type " + type + "; allowed: of torch, "
                        + STORAGES.keySet().stream().sorted().toList()
                        + ". Convert them, for example with tensor.float()");
            }
            return new Pickled.Storage(key, dtype, elements);
        }
        throw damaged("a storage");
    }

    private Pickled.View tensor(List<Pickled> values) {
        if (values.get(0) instanceof Pickled.Storage storage
                && values.get(1) instanceof Pickled.Whole(long offset)
                && offset >= 0) {
            List<Long> shape = lengths(values.get(2));
            List<Long> strides = lengths(values.get(3));
            if (shape.size() == strides.size()) {
                return new Pickled.View(storage, offset, shape, strides);
            }
        }
        throw damaged("a tensor");
    }

    private List<Long> lengths(Pickled value) {
        List<Long> lengths = new ArrayList<>();
        for (Pickled element : sequence(value)) {
            if (!(element instanceof Pickled.Whole(long length)) || length < 0) {
                throw damaged("a shape");
            }
            lengths.add(length);
        }
        return lengths;
    }

    private List<Pickled> sequence(Pickled value) {
        if (value instanceof Pickled.Sequence sequence) {
            return sequence.elements;
        }
        throw damaged("a list of arguments");
    }

    private static String named(Pickled callee) {
        return callee instanceof Pickled.Global global ? global.toString() : "something without a name";
    }

    private BadData damaged(String what) {
        return new BadData(file + ": data.pkl describes " + what
                + " in a way that PyTorch does not; the file is damaged. " + StateDict.ADVICE);
    }
}
