package org.espalier.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * TensorFlow's record format: length, checksum of the length, data, checksum of the data, all little-endian. The
 * checksums are CRC-32C, rotated and offset by a constant, so that data which contain checksums can be checksummed
 * safely.
 */
final class RecordFraming {

    private static final int MASK_DELTA = 0xA282EAD8;

    private RecordFraming() {}

    static byte[] frame(byte[] record) {
        ByteBuffer framed = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + record.length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        framed.putLong(record.length);
        framed.putInt(maskedChecksum(framed.array(), 0, Long.BYTES));
        framed.put(record);
        framed.putInt(maskedChecksum(record, 0, record.length));
        return framed.array();
    }

    static int maskedChecksum(byte[] bytes, int offset, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return Integer.rotateRight((int) checksum.getValue(), 15) + MASK_DELTA;
    }
}
