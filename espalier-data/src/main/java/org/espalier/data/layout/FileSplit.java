package org.espalier.data.layout;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.espalier.data.DataSize;
import org.espalier.data.Fingerprint;
import org.espalier.data.Sample;
import org.espalier.data.Split;
import org.espalier.data.cache.FileHashes;
import org.espalier.image.PictureFile;
import org.espalier.image.PixelFormat;
import org.espalier.image.Pixels;
import org.espalier.label.LabelSet;
import org.espalier.problem.BadData;
import org.espalier.problem.BadUsage;

/**
 * A split whose samples are files, decoded at each call. Its fingerprint is that of the files' contents, not of their
 * places or times.
 */
public final class FileSplit implements Split {

    /** Incremented when the same files give other samples. */
    private static final int GENERATION = 1;

    private final String name;
    private final LabelSet labels;
    private final List<SampleFiles> samples;
    private final LabelReader reader;
    private final FileHashes hashes;
    private final PixelFormat format;
    private final List<String> unmatched;

    /** Images of red, green and blue; see below. */
    public FileSplit(String name, LabelSet labels, List<SampleFiles> samples, LabelReader reader, FileHashes hashes) {
        this(name, labels, samples, reader, hashes, PixelFormat.RGB);
    }

    /**
     * @param samples at least one
     * @param format of the images
     * @throws BadData if two samples have one id; the message names the files of both
     */
    public FileSplit(
            String name,
            LabelSet labels,
            List<SampleFiles> samples,
            LabelReader reader,
            FileHashes hashes,
            PixelFormat format) {
        this(name, labels, samples, reader, hashes, format, List.of());
        UniqueIds.require(name, samples);
    }

    private FileSplit(
            String name,
            LabelSet labels,
            List<SampleFiles> samples,
            LabelReader reader,
            FileHashes hashes,
            PixelFormat format,
            List<String> unmatched) {
        this.name = name;
        this.labels = labels;
        this.samples = List.copyOf(samples);
        this.reader = reader;
        this.hashes = hashes;
        this.format = format;
        this.unmatched = List.copyOf(unmatched);
    }

    /** A copy that reports files beside its samples, see {@link #unmatched}. */
    public FileSplit beside(List<String> sentences) {
        return new FileSplit(name, labels, samples, reader, hashes, format, sentences);
    }

    @Override
    public List<String> unmatched() {
        return unmatched;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public LabelSet labels() {
        return labels;
    }

    @Override
    public PixelFormat format() {
        return format;
    }

    @Override
    public int size() {
        return samples.size();
    }

    @Override
    public Sample sample(int index) {
        SampleFiles files = samples.get(index);
        if (files.problem().isPresent()) {
            throw new BadData(files.problem().get());
        }
        Pixels image = PictureFile.pixels(files.image(), format);
        DataSize size = size(files.image(), image);
        return new Sample(
                files.id(),
                size,
                format,
                image.bytes(),
                reader.read(files, size).classes());
    }

    private static DataSize size(Path file, Pixels image) {
        try {
            return new DataSize(image.height(), image.width());
        } catch (BadUsage e) {
            throw new BadData(file + ": " + e.getMessage(), e);
        }
    }

    /** The files of all samples. */
    public List<SampleFiles> samples() {
        return samples;
    }

    /** The first problem that is known without decoding a file. */
    public Optional<String> problem() {
        return samples.stream().flatMap(files -> files.problem().stream()).findFirst();
    }

    @Override
    public String fingerprint() {
        List<Path> files = samples.stream().flatMap(SampleFiles::files).toList();
        Iterator<String> hash = hashes.of(files).iterator();
        Fingerprint all = new Fingerprint()
                .add("files")
                .add(GENERATION)
                .add(name)
                .add(String.join("\n", labels.names()))
                .add(reader.key());
        for (SampleFiles sample : samples) {
            all.add(sample.id()).add(sample.labels().size());
            sample.files().forEach(file -> all.add(hash.next()));
        }
        return all.hex();
    }
}
