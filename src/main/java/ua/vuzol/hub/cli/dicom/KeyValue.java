package ua.vuzol.hub.cli.dicom;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import ua.vuzol.dicom.data.DataSet;

/** {@code Keyword=value}: an element to ask by or to set. Without a value, or without the equals sign, it is empty. */
record KeyValue(ElementPath path, String value) {

    void putInto(DataSet dataSet) {
        path.putInto(dataSet, value);
    }

    /** Makes it of an argument. */
    static final class Converter implements ITypeConverter<KeyValue> {
        @Override
        public KeyValue convert(String text) {
            int equals = text.indexOf('=');
            return equals < 0
                    ? new KeyValue(path(text), "")
                    : new KeyValue(path(text.substring(0, equals)), text.substring(equals + 1));
        }
    }

    /** Makes a path of an argument. */
    static final class PathConverter implements ITypeConverter<ElementPath> {
        @Override
        public ElementPath convert(String text) {
            return path(text);
        }
    }

    private static ElementPath path(String text) {
        try {
            return ElementPath.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "': " + e.getMessage());
        }
    }
}
