package org.espalier.cli.argument;

import org.espalier.data.DataSize;
import org.espalier.problem.BadUsage;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts {@code HEIGHTxWIDTH}, in pixels. */
public final class SizeConverter implements ITypeConverter<DataSize> {

    @Override
    public DataSize convert(String text) {
        try {
            return DataSize.parse(text);
        } catch (BadUsage e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
