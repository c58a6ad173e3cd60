package org.espalier.safetensors;

/** Element types of a safetensors file, by the names they have there. */
public enum Dtype {
    BOOL(1),
    U8(1),
    I8(1),
    U16(2),
    I16(2),
    F16(2),
    BF16(2),
    U32(4),
    I32(4),
    F32(4),
    U64(8),
    I64(8),
    F64(8);

    private final int bytes;

    Dtype(int bytes) {
        this.bytes = bytes;
    }

    /** Whether the elements are floating-point numbers. */
    public boolean isFloatingPoint() {
        return switch (this) {
            case F16, BF16, F32, F64 -> true;
            case BOOL, U8, I8, U16, I16, U32, I32, U64, I64 -> false;
        };
    }

    /** The size of one element. */
    public int bytes() {
        return bytes;
    }
}
