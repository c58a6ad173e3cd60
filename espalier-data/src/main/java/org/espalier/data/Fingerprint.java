package org.espalier.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.espalier.file.Sha256;

/** Gathers what a split depends on into one short hash (the first 128 bits of SHA-256); new ones are of nothing yet. */
public final class Fingerprint {

    private static final int BYTES = 16;

    private final MessageDigest digest = Sha256.digest();

    /** Adds a text; its length is part of it, so that no two lists of texts run together to the same bytes. */
    public Fingerprint add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds bytes; their number is part of them. */
    public Fingerprint add(byte[] bytes) {
        add(bytes.length);
        digest.update(bytes);
        return this;
    }

    /** Adds a number. */
    public Fingerprint add(long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        return this;
    }

    /** The hash of all that was added, 32 lower-case hexadecimal digits; nothing can be added after. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }
}
