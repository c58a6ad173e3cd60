package org.espalier.pytorch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * The zip archive that {@code torch.save} writes: a pickle and an entry for each storage, all of them stored, not
 * compressed. So neither an entry nor all entries together can be larger than the file: a small file cannot expand to a
 * large one.
 */
final class Archive implements AutoCloseable {

    private static final String PICKLE = "/data.pkl";

    /** Enough for about 20,000 tensors; values can take many times the length of their pickle. */
    private static final int MAX_PICKLE_BYTES = 4 << 20;

    private final ZipFile zip;
    private final Path file;
    private final String root;
    private long left;

    private Archive(ZipFile zip, Path file, String root, long left) {
        this.zip = zip;
        this.file = file;
        this.root = root;
        this.left = left;
    }

    /** @throws BadData if it is not such an archive */
    static Archive open(Path file) throws IOException {
        ZipFile zip = zip(file);
        try {
            return new Archive(zip, file, root(zip, file), Files.size(file));
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static ZipFile zip(Path file) throws IOException {
        try {
            return new ZipFile(file.toFile());
        } catch (ZipException | IllegalArgumentException e) {
            throw new BadData(file + ": the zip archive is damaged or cut short (" + e.getMessage() + ")", e);
        }
    }

    private static String root(ZipFile zip, Path file) {
        List<String> pickles = zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith(PICKLE) && name.indexOf('/') == name.length() - PICKLE.length())
                .toList();
        if (pickles.size() != 1) {
            throw new BadData(Text.format(
                    "%s: a zip archive with %d entries */data.pkl, where a file of torch.save has one. %s",
                    file, pickles.size(), StateDict.ADVICE));
        }
        String root = pickles.getFirst().substring(0, pickles.getFirst().length() - PICKLE.length());
        if (zip.getEntry(root + "/constants.pkl") != null) {
            throw new BadData(file + ": a TorchScript program, not a state dict. " + StateDict.ADVICE);
        }
        return root;
    }

    /** The pickle. */
    ByteBuffer pickle() throws IOException {
        ByteBuffer pickle = read("data.pkl");
        if (pickle.remaining() > MAX_PICKLE_BYTES) {
            throw new BadData(Text.format(
                    "%s: data.pkl has %d bytes, allowed for a state dict: %d. %s",
                    file, pickle.remaining(), MAX_PICKLE_BYTES, StateDict.ADVICE));
        }
        return pickle;
    }

    /** Whether numbers are little-endian, as on almost all machines. */
    boolean isLittleEndian() throws IOException {
        return zip.getEntry(root + "/byteorder") == null
                || ByteBuffer.wrap("little".getBytes(StandardCharsets.US_ASCII)).equals(read("byteorder"));
    }

    /** The bytes of a storage. */
    ByteBuffer storage(String key) throws IOException {
        return read("data/" + key);
    }

    private ByteBuffer read(String name) throws IOException {
        ZipEntry entry = zip.getEntry(root + "/" + name);
        if (entry == null) {
            throw new BadData(Text.format("%s: the archive has no entry %s/%s; it is damaged", file, root, name));
        }
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
            throw new BadData(Text.format(
                    "%s: the entry %s is compressed, and torch.save compresses nothing; save it again",
                    file, entry.getName()));
        }
        left -= entry.getSize();
        if (entry.getSize() < 0 || left < 0 || entry.getSize() > Integer.MAX_VALUE - 8) {
            throw new BadData(Text.format(
                    "%s: the entry %s of %d bytes does not fit into the file beside what was read before",
                    file, entry.getName(), entry.getSize()));
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) entry.getSize());
            if (bytes.length < entry.getSize()) {
                throw new BadData(Text.format("%s: the entry %s is cut short", file, entry.getName()));
            }
            return ByteBuffer.wrap(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
