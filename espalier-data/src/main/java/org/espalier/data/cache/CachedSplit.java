package org.espalier.data.cache;

import java.nio.file.Path;
import java.util.Optional;
import org.espalier.data.Fingerprint;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.image.PixelFormat;
import org.espalier.label.LabelSet;

/** A split whose samples are read from a cache file, which is made when first needed. */
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
        return source.size();
    }

    @Override
    public Sample sample(int index) {
        return opened.orElseGet(this::open).sample(index);
    }

    @Override
    public String fingerprint() {
        return source.fingerprint();
    }

    private synchronized CacheFile open() {
        if (opened.isEmpty()) {
            String key = key();
            opened = CacheFile.open(file, key, format()).or(() -> Optional.of(write(key)));
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
        return CacheWriter.write(source, key, file);
    }
}
