package org.espalier.pytorch;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.espalier.problem.BadData;
import org.espalier.text.Text;

/**
 * An interpreter for the part of Python's pickle language (protocols 2 to 4) that state dicts use. It builds only plain
 * data: a name is a pair of strings, and the only calls it knows are those of {@link Rebuilding}. Each instruction
 * takes at least one byte and makes at most one value, so memory is bounded by the length of the pickle.
 */
final class Pickle {

    private static final int MAX_PROTOCOL = 4;

    private final ByteBuffer code;
    private final String file;
    private final Map<Integer, Pickled> memo = new HashMap<>();
    private final Deque<List<Pickled>> marked = new ArrayDeque<>();
    private List<Pickled> stack = new ArrayList<>();

    private Pickle(ByteBuffer code, String file) {
        this.code = code.order(ByteOrder.LITTLE_ENDIAN);
        this.file = file;
    }

    /**
     * The value that a pickle describes.
     *
     * @throws BadData if it is damaged or needs more than plain data and tensors
     */
    static Pickled read(ByteBuffer code, String file) {
        return new Pickle(code, file).run();
    }

    private Pickled run() {
        try {
            while (true) {
                int instruction = Byte.toUnsignedInt(code.get());
                if (instruction == '.') {
                    return pop();
                }
                execute(instruction);
            }
        } catch (BufferUnderflowException | NoSuchElementException | IllegalArgumentException e) {
            throw refused("is damaged near byte " + code.position(), e);
        }
    }

    private void execute(int instruction) {
        switch (instruction) {
            case 0x80 -> requireProtocol(code.get());
            case 0x95 -> code.getLong(); // the length of a frame, which says nothing here
            case '(' -> {
                marked.push(stack);
                stack = new ArrayList<>();
            }
            case '0' -> pop();
            case '2' -> stack.add(stack.getLast());
            case 'N' -> stack.add(new Pickled.Nothing());
            case 0x88 -> stack.add(new Pickled.Truth(true));
            case 0x89 -> stack.add(new Pickled.Truth(false));
            case 'J' -> whole(code.getInt());
            case 'K' -> whole(Byte.toUnsignedInt(code.get()));
            case 'M' -> whole(Short.toUnsignedInt(code.getShort()));
            case 0x8a -> whole(longOf(Byte.toUnsignedInt(code.get())));
            case 'G' -> stack.add(new Pickled.Real(Double.longBitsToDouble(Long.reverseBytes(code.getLong()))));
            case 'X' -> stack.add(new Pickled.Text(text(code.getInt())));
            case 0x8c -> stack.add(new Pickled.Text(text(Byte.toUnsignedInt(code.get()))));
            case 'c' -> stack.add(new Pickled.Global(line(), line()));
            case 0x93 -> {
                String name = popText();
                stack.add(new Pickled.Global(popText(), name));
            }
            case 'q' -> memo.put(Byte.toUnsignedInt(code.get()), stack.getLast());
            case 'r' -> memo.put(code.getInt(), stack.getLast());
            case 0x94 -> memo.put(memo.size(), stack.getLast());
            case 'h' -> stack.add(remembered(Byte.toUnsignedInt(code.get())));
            case 'j' -> stack.add(remembered(code.getInt()));
            case ')', ']' -> stack.add(new Pickled.Sequence());
            case 0x85 -> gather(1);
            case 0x86 -> gather(2);
            case 0x87 -> gather(3);
            case 't', 'l' -> gatherMarked();
            case 'a' -> {
                Pickled element = pop();
                last(Pickled.Sequence.class).elements.add(element);
            }
            case 'e' -> {
                List<Pickled> elements = popMarked();
                last(Pickled.Sequence.class).elements.addAll(elements);
            }
            case '}' -> stack.add(new Pickled.Dictionary());
            case 's' -> {
                Pickled value = pop();
                Pickled key = pop();
                put(last(Pickled.Dictionary.class), List.of(key, value));
            }
            case 'u' -> {
                List<Pickled> entries = popMarked();
                put(last(Pickled.Dictionary.class), entries);
            }
            case 'Q' -> stack.add(rebuilding().storage(pop()));
            case 'R' -> {
                Pickled arguments = pop();
                stack.add(rebuilding().call(pop(), arguments));
            }
            case 'b' -> {
                pop(); // what else an OrderedDict was given: the versions of modules
                last(Pickled.Dictionary.class);
            }
            default ->
                throw refused(Text.format(
                        "has the pickle instruction 0x%02x at byte %d, which state dicts do not use",
                        instruction, code.position() - 1));
        }
    }

    private void requireProtocol(int protocol) {
        if (protocol < 2 || protocol > MAX_PROTOCOL) {
            throw refused("is pickled by protocol " + protocol + "; allowed: 2 to " + MAX_PROTOCOL);
        }
    }

    private void whole(long value) {
        stack.add(new Pickled.Whole(value));
    }

    private long longOf(int bytes) {
        if (bytes > Long.BYTES) {
            throw refused("has a whole number of " + bytes + " bytes; allowed: up to " + Long.BYTES);
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            long next = i == bytes - 1 ? code.get() : Byte.toUnsignedLong(code.get());
            value |= next << 8 * i;
        }
        return value;
    }

    private String text(int length) {
        if (length < 0 || length > code.remaining()) {
            throw refused(Text.format(
                    "has a text of %s bytes where %d are left", Integer.toUnsignedString(length), code.remaining()));
        }
        byte[] bytes = new byte[length];
        code.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() {
        int end = code.position();
        while (end < code.limit() && code.get(end) != '\n') {
            end++;
        }
        String line = text(end - code.position());
        code.get();
        return line;
    }

    private void gather(int count) {
        if (stack.size() < count) {
            throw new NoSuchElementException();
        }
        Pickled.Sequence tuple = new Pickled.Sequence();
        List<Pickled> tail = stack.subList(stack.size() - count, stack.size());
        tuple.elements.addAll(tail);
        tail.clear();
        stack.add(tuple);
    }

    private void gatherMarked() {
        Pickled.Sequence tuple = new Pickled.Sequence();
        tuple.elements.addAll(popMarked());
        stack.add(tuple);
    }

    private void put(Pickled.Dictionary dictionary, List<Pickled> entries) {
        for (int i = 0; i + 1 < entries.size(); i += 2) {
            if (entries.get(i) instanceof Pickled.Text(String key)) {
                dictionary.entries.put(key, entries.get(i + 1));
            }
        }
    }

    private Rebuilding rebuilding() {
        return new Rebuilding(file);
    }

    private Pickled remembered(int place) {
        Pickled value = memo.get(place);
        if (value == null) {
            throw refused("reads a value that it has not stored");
        }
        return value;
    }

    private Pickled pop() {
        return stack.removeLast();
    }

    private String popText() {
        if (pop() instanceof Pickled.Text(String value)) {
            return value;
        }
        throw refused("has a name that is not a string");
    }

    /** Removes the last mark and returns the values after it. */
    private List<Pickled> popMarked() {
        List<Pickled> values = stack;
        stack = marked.pop();
        return values;
    }

    private <T extends Pickled> T last(Class<T> kind) {
        if (kind.isInstance(stack.getLast())) {
            return kind.cast(stack.getLast());
        }
        throw refused("adds an element to a value that is not a collection");
    }

    private BadData refused(String why) {
        return new BadData(file + ": data.pkl " + why + ". " + StateDict.ADVICE);
    }

    private BadData refused(String why, RuntimeException cause) {
        return new BadData(file + ": data.pkl " + why + ". " + StateDict.ADVICE, cause);
    }
}
