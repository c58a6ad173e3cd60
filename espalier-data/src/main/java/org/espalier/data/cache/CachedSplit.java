package org.espalier.data.cache;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.data.ClassPresence;
import org.espalier.data.DataSize;
import org.espalier.data.Fingerprint;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.image.PixelFormat;
import org.espalier.label.LabelSet;

/**
 * A split whose samples are read from a cache file, which is made when first needed. Which samples are left out is
 * decided once, when the file is made.
 */
final class CachedSplit implements Split {

    private final Split source;
    private final CacheFolder folder;
    private final Path file;
    private volatile Optional<CacheFile> opened = Optional.empty();

    CachedSplit(Split source, CacheFolder folder, Path file) {
        this.source = source;
        this.folder = folder;
        this.file = file;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public LabelSet labels() {
        return source.labels();
    }

    @Override
    public PixelFormat format() {
        return source.format();
    }

    @Override
    public int size() {
        return switch (folder.bad()) {
            case REFUSE -> source.size();
            case LEAVE_OUT -> opened().size();
        };
    }

    @Override
    public Sample sample(int index) {
        return opened().sample(index);
    }

    @Override
    public String fingerprint() {
        List<LeftOut> missing = missing();
        if (missing.isEmpty()) {
            return source.fingerprint();
        }
        Fingerprint rest = new Fingerprint().add(source.fingerprint()).add("left out");
        missing.forEach(one -> rest.add(one.index()));
        return rest.hex();
    }

    @Override
    public List<String> unmatched() {
        return source.unmatched();
    }

    @Override
    public List<String> leftOut() {
        return missing().stream().map(LeftOut::problem).toList();
    }

    private List<LeftOut> missing() {
        return switch (folder.bad()) {
            case REFUSE -> List.of();
            case LEAVE_OUT -> opened().leftOut();
        };
    }

    private CacheFile opened() {
        return opened.orElseGet(this::open);
    }

    /** This split, if its samples were cached at that size. */
    @Override
    public Split resized(DataSize size) {
        return source.resized(size).equals(source) ? this : Split.super.resized(size);
    }

    @Override
    public ClassPresence presence() {
        return new PresenceFile(file).read(this).orElseGet(() -> new PresenceFile(file).write(this));
    }

    private synchronized CacheFile open() {
        if (opened.isEmpty()) {
            String key = key();
            CacheFile found = CacheFile.open(file, key, format()).orElseGet(() -> write(key));
            folder.bad().accept(found.leftOut(), source);
            opened = Optional.of(found);
        }
        return opened.orElseThrow();
    }

    /** Of the usual form the source's fingerprint alone. */
    private String key() {
        String fingerprint = source.fingerprint();
        return format().equals(PixelFormat.RGB)
                ? fingerprint
                : new Fingerprint().add(fingerprint).add(format().toString()).hex();
    }

    private CacheFile write(String key) {
        folder.prepare();
        return CacheWriter.write(source, key, file, folder.bad());
    }
}
