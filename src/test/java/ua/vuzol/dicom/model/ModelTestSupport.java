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
import ua.vuzol.dicom.data.TransferSyntax;
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
        return new String(written(dataSet, ModelOptions.defaults()), StandardCharsets.UTF_8);
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

    static byte[] encoded(DataSet dataSet) {
        return DicomTestSupport.encoded(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    /** A store of what is referred to. */
    static final class Elsewhere implements BulkDataPolicy, BulkDataResolver {
        private final Map<String, Value> values = new HashMap<>();

        @Override
        public Optional<String> uri(String path, ua.vuzol.dicom.data.Element element) {
            if (!(element.value() instanceof Value.Fragments) && element.value().length() <= 100) {
                return Optional.empty();
            }
            values.put("http://localhost/" + path, element.value());
            return Optional.of("http://localhost/" + path);
        }

        @Override
        public Optional<Value> resolve(int tag, ua.vuzol.dicom.data.VR vr, String uri) {
            return Optional.ofNullable(values.get(uri));
        }
    }
}
