package org.espalier.cli.argument;

import org.espalier.data.DataSize;
import org.espalier.problem.BadUsage;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads HEIGHTxWIDTH. */
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
