package ua.vuzol.dicom.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;
import ua.vuzol.dicom.io.DicomTestSupport;
import ua.vuzol.dicom.io.ReadOptions;

/** The two models, so that each test can hold for both. */
enum ModelTestSupport {
    JSON {
        @Override
        void write(DataSet dataSet, ByteArrayOutputStream out, ModelOptions options) throws IOException {
            DicomJson.write(dataSet, out, options);
        }

        @Override
        DataSet read(byte[] document, ReadOptions options, BulkDataResolver resolver) throws IOException {
            return DicomJson.read(new ByteArrayInputStream(document), options, resolver);
        }
    },
    XML {
        @Override
        void write(DataSet dataSet, ByteArrayOutputStream out, ModelOptions options) throws IOException {
            DicomXml.write(dataSet, out, options);
        }

        @Override
        DataSet read(byte[] document, ReadOptions options, BulkDataResolver resolver) throws IOException {
            return DicomXml.read(new ByteArrayInputStream(document), options, resolver);
        }
    };

    abstract void write(DataSet dataSet, ByteArrayOutputStream out, ModelOptions options) throws IOException;

    abstract DataSet read(byte[] document, ReadOptions options, BulkDataResolver resolver) throws IOException;

    byte[] written(DataSet dataSet, ModelOptions options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(dataSet, out, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    String text(DataSet dataSet) {
        return text(dataSet, ModelOptions.defaults());
    }

    String text(DataSet dataSet, ModelOptions options) {
        return new String(written(dataSet, options), StandardCharsets.UTF_8);
    }

    DataSet read(String document) {
        return read(document, ReadOptions.defaults());
    }

    DataSet read(String document, ReadOptions options) {
        try {
            return read(document.getBytes(StandardCharsets.UTF_8), options, BulkDataResolver.none());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An element as it may come from a file, whatever its VR allows. */
    static Element raw(int tag, VR vr, String text, String characterSet) {
        SpecificCharacterSet set = SpecificCharacterSet.of(characterSet);
        return Element.of(tag, vr, new Value.Bytes(set.encode(text, vr)), set).padded();
    }

    static Element raw(int tag, VR vr, String ascii) {
        return raw(tag, vr, ascii, "");
    }

    static byte[] encoded(DataSet dataSet) {
        return DicomTestSupport.encoded(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    /** A store of what is referred to. */
    static final class Elsewhere implements BulkDataPolicy, BulkDataResolver {
        private final Map<String, Value> values = new HashMap<>();

        @Override
        public Optional<String> uri(String path, Element element) {
            if (!(element.value() instanceof Value.Fragments) && element.value().length() <= 100) {
                return Optional.empty();
            }
            values.put("http://localhost/" + path, element.value());
            return Optional.of("http://localhost/" + path);
        }

        @Override
        public Optional<Value> resolve(int tag, VR vr, String uri) {
            return Optional.ofNullable(values.get(uri));
        }
    }
}
