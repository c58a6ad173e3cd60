package org.espalier.data;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.problem.BadUsage;
import org.espalier.text.Text;

/**
 * The size of an image, written HEIGHTxWIDTH.
 *
 * @param height pixels, 1..32768
 * @param width pixels, 1..32768
 */
public record DataSize(int height, int width) {

    private static final int LARGEST = 1 << 15;
    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})x([0-9]{1,5})");

    /**
     * @throws BadUsage if a side is outside 1..32768
     */
    public DataSize {
        if (height < 1 || height > LARGEST || width < 1 || width > LARGEST) {
            throw new BadUsage(
                    Text.format("size: got %dx%d, allowed are sides of 1..%d pixels", height, width, LARGEST));
        }
    }

    /**
     * Reads HEIGHTxWIDTH.
     *
     * @throws BadUsage if the text has another form
     */
    @JsonCreator
    public static DataSize parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new BadUsage(
                    Text.format("size: got '%s', allowed is HEIGHTxWIDTH in pixels, for example 180x240", text));
        }
        return new DataSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** The number of pixels. */
    public int pixels() {
        return height * width;
    }

    /** HEIGHTxWIDTH, as {@link #parse} reads it. */
    @Override
    @JsonValue
    public String toString() {
        return height + "x" + width;
    }
}
