package ua.vuzol.intake.convert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Value;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomReader;

/** A DICOM file as lines a person can compare: tag, VR, keyword, values; pixel data only by its size. */
final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/ua/vuzol/intake/convert");

    private Golden() {}

    static String expected(String name) {
        try {
            return Files.readString(FOLDER.resolve(name + ".txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String describe(Path file) throws IOException {
        DicomObject object = DicomReader.read(file);
        StringBuilder text = new StringBuilder("# " + object.transferSyntax().uid() + "\n");
        describe(object.dataSet(), "", text);
        return text.toString();
    }

    private static void describe(DataSet dataSet, String indent, StringBuilder text) {
        for (Element element : dataSet) {
            String keyword = Dictionary.standard()
                    .lookup(element.tag())
                    .map(Dictionary.Entry::keyword)
                    .orElse("?");
            text.append(indent)
                    .append(Tag.format(element.tag()))
                    .append(' ')
                    .append(element.vr())
                    .append(' ')
                    .append(keyword)
                    .append(value(element))
                    .append('\n');
            if (element.value() instanceof Value.Items items) {
                List<DataSet> sets = items.dataSets();
                sets.forEach(item -> describe(item, indent + "  > ", text));
            }
        }
    }

    private static String value(Element element) {
        if (element.value() instanceof Value.Items items) {
            return " " + items.dataSets().size() + " item(s)";
        }
        if (element.value() instanceof Value.Fragments fragments) {
            return " " + (fragments.fragments().size() - 1) + " fragment(s)";
        }
        if (element.tag() == Tag.LossyImageCompressionRatio) {
            return " as the encoder of the test's picture made it";
        }
        if (element.tag() == Tag.PixelData) {
            return " " + element.value().length() + " bytes";
        }
        return " [" + String.join("\\", element.strings()) + "]";
    }

    /** Bytes of a text in the encoding of a device. */
    static void write(Path file, String charset, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(Charset.forName(charset)));
    }
}
