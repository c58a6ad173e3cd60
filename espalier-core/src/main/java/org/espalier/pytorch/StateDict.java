package org.espalier.pytorch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.file.FileProblem;
import org.espalier.problem.BadData;
import org.espalier.safetensors.TensorData;
import org.espalier.safetensors.Tensors;
import org.espalier.text.Text;

/**
 * Reads files that {@code torch.save(model.state_dict(), file)} of PyTorch 1.6 or later writes, alone or in a dict
 * under {@code "state_dict"}, {@code "model_state_dict"} or {@code "model"}. Nothing in the file is executed: its
 * pickle may hold dicts, lists, texts, numbers and dense tensors over storages, and anything else is rejected, by name.
 * Tensors take at most twice the size of the file.
 */
public final class StateDict {

    static final String ADVICE =
            "Expected: a state dict, as torch.save(model.state_dict(), FILE) of PyTorch 1.6 or later writes it, alone"
                    + " or under \"state_dict\", \"model_state_dict\" or \"model\" in a dict";

    private static final List<String> NESTED = List.of("state_dict", "model_state_dict", "model");

    private final Path file;
    private final Archive archive;
    private final Map<Pickled.Storage, ByteBuffer> storages = new HashMap<>();
    private long copied;

    private StateDict(Path file, Archive archive) {
        this.file = file;
        this.archive = archive;
    }

    /**
     * Reads all tensors into memory.
     *
     * @return the tensors in the order of the dict, each in the element type that it has in the file
     * @throws BadData if the file does not exist or is not a state dict
     */
    public static Tensors read(Path file) {
        try (Archive archive = Archive.open(file)) {
            if (!archive.isLittleEndian()) {
                throw new BadData(file + ": numbers are big-endian; save it again on an ordinary machine");
            }
            return new StateDict(file, archive).tensors();
        } catch (IOException e) {
            throw new BadData("cannot read " + file + ": " + FileProblem.of(e), e);
        }
    }

    private Tensors tensors() throws IOException {
        Map<String, TensorData> byName = new LinkedHashMap<>();
        for (Map.Entry<String, Pickled> entry : entries().entrySet()) {
            if (!(entry.getValue() instanceof Pickled.View view)) {
                throw notATensor(entry.getKey(), entry.getValue());
            }
            if (entry.getKey().equals("__metadata__")) {
                throw new BadData(file + ": no tensor can be named __metadata__");
            }
            byName.put(entry.getKey(), tensor(entry.getKey(), view));
        }
        return Tensors.of(byName);
    }

    private Map<String, Pickled> entries() throws IOException {
        Pickled root = Pickle.read(archive.pickle(), file.toString());
        if (root instanceof Pickled.Dictionary outer) {
            for (String name : NESTED) {
                if (outer.entries.get(name) instanceof Pickled.Dictionary inner) {
                    return inner.entries;
                }
            }
            return outer.entries;
        }
        throw new BadData(file + ": not a dict of tensors. " + ADVICE);
    }

    private BadData notATensor(String name, Pickled value) {
        return value instanceof Pickled.Dictionary
                ? new BadData(Text.format(
                        "%1$s: \"%2$s\" is a dict, not a tensor; if it holds the weights, save it alone:"
                                + " torch.save(torch.load(FILE)[\"%2$s\"], NEW). %3$s",
                        file, name, ADVICE))
                : new BadData(Text.format("%s: \"%s\" is not a tensor. %s", file, name, ADVICE));
    }

    private TensorData tensor(String name, Pickled.View view) throws IOException {
        Layout layout = Layout.of(view, Text.format("%s: tensor \"%s\"", file, name));
        ByteBuffer bytes = storage(view.storage());
        if (layout.isDense()) {
            return new TensorData(view.storage().dtype(), view.shape(), layout.slice(bytes));
        }
        copied += layout.bytes();
        if (copied > Files.size(file)) {
            throw new BadData(file + ": its tensors are more than the file could hold; it was made to fill the memory");
        }
        return new TensorData(view.storage().dtype(), view.shape(), layout.gather(bytes));
    }

    /** The bytes of a storage, read once for all its tensors. */
    private ByteBuffer storage(Pickled.Storage storage) throws IOException {
        ByteBuffer known = storages.get(storage);
        if (known != null) {
            return known;
        }
        ByteBuffer bytes = archive.storage(storage.key());
        if (bytes.remaining() / storage.dtype().bytes() < storage.elements()) {
            throw new BadData(Text.format(
                    "%s: the storage %s has %d bytes where %d numbers of %d bytes are declared",
                    file,
                    storage.key(),
                    bytes.remaining(),
                    storage.elements(),
                    storage.dtype().bytes()));
        }
        storages.put(storage, bytes);
        return bytes;
    }
}
