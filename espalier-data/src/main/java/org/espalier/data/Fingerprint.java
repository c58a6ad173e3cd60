package org.espalier.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.espalier.file.Sha256;

/** Hashes everything that a split depends on (the first 128 bits of SHA-256). A new fingerprint is empty. */
public final class Fingerprint {

    private static final int BYTES = 16;

    private final MessageDigest digest = Sha256.digest();

    /** Adds a string with its length, so that different lists of strings never give the same bytes. */
    public Fingerprint add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds bytes with their number. */
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

    /** The hash of everything added, 32 lower-case hexadecimal digits; nothing can be added afterwards. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }
}
